import { clientFrame } from '../frames.ts';

/**
 * One case of the Autobahn test suite, under its number there ("x" behind it: a case of our own beside it). The suite
 * expects a server that echoes; this one relays: a text goes to the other member of the room, as a field of an offer.
 */
export interface ConformanceCase {
  readonly id: string;
  readonly name: string;
  /** What the client sends, frame by frame. */
  readonly frames: readonly Buffer[];
  /** What the other member gets: the texts that have been relayed. */
  readonly relayed?: readonly string[];
  /** What the client is answered: `pong <payload in hex>`, `error <code>`. */
  readonly answers?: readonly string[];
  /** The close code that the client gets (1005: a close frame without one), null where it must go on being served. */
  readonly close?: number;
}

/** Opcodes, and the bits beside them, of a frame's first byte. */
export const FIN = 0x80;
export const [RSV1, RSV2, RSV3] = [0x40, 0x20, 0x10] as const;
export const [CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG] = [0, 1, 2, 8, 9, 10] as const;

const OPENING = '{"type":"offer","to":"bob","room":"ROOM","sdp":"x","text":"';
const CLOSING = '"}';

/** Length of the relay around a text, in bytes. */
export const ENVELOPE = OPENING.length + CLOSING.length;

/** A message with a text in it. @param text what is no text, such as invalid UTF-8, as bytes */
export function relayOf(text: string | Buffer): Buffer {
  return Buffer.concat([Buffer.from(OPENING), Buffer.from(text), Buffer.from(CLOSING)]);
}

/** The case's text message, whole. */
export const message = (text: string | Buffer): Buffer => clientFrame(FIN | TEXT, relayOf(text));

/** A text message in frames that end at these places of its payload. */
export function fragments(payload: Buffer, ...places: readonly number[]): Buffer[] {
  const edges = [0, ...places, payload.length];
  return edges.slice(1).map((end, index) => {
    const fin = end === payload.length && index === edges.length - 2 ? FIN : 0;
    return clientFrame(fin | (index === 0 ? TEXT : CONTINUATION), payload.subarray(edges[index], end));
  });
}

/** A text message in frames of so many bytes. */
export function fragmentsOf(payload: Buffer, size: number): Buffer[] {
  const count = Math.ceil(payload.length / size) - 1;
  return fragments(payload, ...Array.from({ length: count }, (_, index) => (index + 1) * size));
}

/** The answer to a ping with this payload. */
export const pong = (payload: Buffer | string = ''): string => `pong ${Buffer.from(payload).toString('hex')}`;
