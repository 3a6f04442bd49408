import { once } from 'node:events';
import type { Relay } from '@porthole/signaling/protocol';
import WebSocket from 'ws';
import { until } from './until.ts';

/** What the server sent, as it came. */
export interface Incoming {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** A member that knows only the four messages of version 1, and is nothing but a socket: it fills a place. */
export class PlainPeer {
  readonly id: string;
  readonly received: Incoming[] = [];
  readonly #socket: WebSocket;

  private constructor(id: string, socket: WebSocket) {
    this.id = id;
    this.#socket = socket;
    socket.on('message', (data: Buffer) => this.received.push(JSON.parse(data.toString()) as Incoming));
  }

  /** Joins a room without a key, and waits for the answer. @throws Error when the server refuses */
  static async join(origin: string, room: string, id: string): Promise<PlainPeer> {
    const config = (await (await fetch(`${origin}/config`)).json()) as { signalingUrl: string };
    const socket = new WebSocket(config.signalingUrl);
    const peer = new PlainPeer(id, socket);
    await once(socket, 'open');
    socket.send(JSON.stringify({ type: 'join', room, id }));
    const { type, code } = await peer.next('joined', 'error');
    if (type === 'error') throw new Error(`${id} was not let in: ${String(code)}`);
    return peer;
  }

  /** Waits for a message of one of these types. */
  next(...types: string[]): Promise<Incoming> {
    return until(`a message ${types.join(' or ')}`, () =>
      this.received.find((message) => types.includes(message.type)),
    );
  }

  send(message: Relay): void {
    this.#socket.send(JSON.stringify(message));
  }

  close(): Promise<void> {
    this.#socket.terminate();
    return Promise.resolve();
  }
}

/** Joins one after the other, as `peer-1`, `peer-2`, … */
export async function joinPlainPeers(origin: string, room: string, count: number): Promise<PlainPeer[]> {
  const peers: PlainPeer[] = [];
  while (peers.length < count) {
    peers.push(await PlainPeer.join(origin, room, `peer-${peers.length + 1}`));
  }
  return peers;
}
