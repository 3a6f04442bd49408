import type { Wire } from '../rooms.ts';

/** Sends a message to another node. */
export type Publish = (node: string, message: Buffer) => void;

/** Carries frames to a member on another node, as they are: what arrives there goes to the socket unread. */
export class RemoteWire implements Wire {
  readonly live = true;
  readonly local = false;
  readonly node: string;
  readonly #address: Buffer;
  readonly #publish: Publish;
  #held: Buffer[] | null = null;

  constructor(node: string, room: string, id: string, publish: Publish) {
    this.node = node;
    this.#address = Buffer.from(`f${room}\n${id}\n`);
    this.#publish = publish;
  }

  send(frame: Buffer): void {
    if (this.#held) return void this.#held.push(frame);
    this.#publish(this.node, Buffer.concat([this.#address, frame]));
  }

  notify(frame: Buffer): void {
    this.send(frame);
  }

  /** What is kept for it, its own node keeps. */
  missing(): readonly Buffer[] {
    return [];
  }

  /** Keeps what is sent, in order, until {@link letGo} or {@link takeHeld}. */
  hold(): void {
    this.#held ??= [];
  }

  letGo(): void {
    for (const frame of this.takeHeld()) this.send(frame);
  }

  /** Ends the hold, and hands over what was kept. */
  takeHeld(): Buffer[] {
    const held = this.#held ?? [];
    this.#held = null;
    return held;
  }

  yieldTo(): void {}

  /** Its own node puts it out. */
  expel(): void {}
}

/** Reads what {@link RemoteWire} sent; null for anything else. */
export function readFrame(message: Buffer): { room: string; to: string; frame: Buffer } | null {
  if (message[0] !== 0x66) return null;
  const roomEnd = message.indexOf('\n');
  const toEnd = message.indexOf('\n', roomEnd + 1);
  if (roomEnd < 0 || toEnd < 0) return null;
  return {
    room: message.toString('latin1', 1, roomEnd),
    to: message.toString('latin1', roomEnd + 1, toEnd),
    frame: message.subarray(toEnd + 1),
  };
}
