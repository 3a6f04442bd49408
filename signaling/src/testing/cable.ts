import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

interface Pair {
  readonly near: Socket;
  readonly far: Socket;
}

/** A way to a local port that can be cut, and mended; or go silent, with nobody told. */
export class Cable {
  readonly #server: Server;
  readonly #pairs = new Set<Pair>();
  #whole = true;
  #frozen = false;

  private constructor(target: number) {
    this.#server = createServer((near) => {
      if (!this.#whole) return void near.destroy();
      const pair = { near, far: connect(target, '127.0.0.1') };
      this.#pairs.add(pair);
      for (const [socket, other] of [
        [near, pair.far],
        [pair.far, near],
      ] as const) {
        socket.on('data', (data) => void other.write(data));
        socket.on('error', () => undefined);
        socket.on('close', () => {
          this.#pairs.delete(pair);
          other.destroy();
        });
      }
      if (this.#frozen) hold(pair);
    });
  }

  static async to(target: number): Promise<Cable> {
    const cable = new Cable(target);
    cable.#server.listen(0, '127.0.0.1');
    await once(cable.#server, 'listening');
    return cable;
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address ? address.port : 0;
  }

  cut(): void {
    this.#whole = false;
    for (const { near, far } of this.#pairs) {
      near.destroy();
      far.destroy();
    }
  }

  mend(): void {
    this.#whole = true;
  }

  /** Nothing comes through either way, new connections' included; nothing is closed, and nothing lost. */
  freeze(): void {
    this.#frozen = true;
    for (const pair of this.#pairs) hold(pair);
  }

  thaw(): void {
    this.#frozen = false;
    for (const { near, far } of this.#pairs) {
      near.resume();
      far.resume();
    }
  }

  /** The same for one connection that is there now. @param place in the order in which they were made, from 0 */
  freezeOne(place: number): void {
    hold(this.#pair(place));
  }

  /** What is asked over one connection arrives, and no answer comes back, until {@link thaw}. @param place as above */
  delayAnswers(place: number): void {
    this.#pair(place).far.pause();
  }

  /** The same for all; if they are cut then, the answers are lost. */
  swallowAnswers(): void {
    for (const { far } of this.#pairs) far.pause();
  }

  #pair(place: number): Pair {
    const pair = [...this.#pairs][place];
    if (!pair) throw new Error(`no connection ${place}`);
    return pair;
  }

  close(): void {
    this.cut();
    this.#server.close();
  }
}

function hold({ near, far }: Pair): void {
  near.pause();
  far.pause();
}
