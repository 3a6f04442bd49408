import type { Socket } from 'node:net';
import { WebSocket } from 'ws';
import { FrameReader, PASSED_ON, type TextOwner } from './frame-reader.ts';
import type { Unmasker } from './unmask.ts';

/** Whom a {@link PeerSocket} tells what happens. */
export interface SocketOwner extends TextOwner {
  /** A message that `ws` has read; it may be kept. */
  onMessage(data: Buffer, isBinary: boolean): void;
  onPong(): void;
  onError(error: Error & { code?: string }): void;
  onClose(code: number): void;
}

const READER = Symbol('reader');

/**
 * A `ws` socket with one owner. Its listeners and those of the socket below are the same functions for all connections:
 * a closure for each event is a tenth of what an idle connection keeps.
 */
export class PeerSocket extends WebSocket {
  owner: SocketOwner | null = null;

  /** @param socket what this one listens to, just upgraded and not read from yet */
  start(owner: SocketOwner, socket: Socket, unmasker: Unmasker): void {
    this.owner = owner;
    this.on('message', onMessage).on('pong', onPong).on('error', onError).on('close', onClose);
    interpose(socket, new FrameReader(owner, socket, unmasker));
  }
}

function ownerOf(socket: WebSocket): SocketOwner | null {
  return socket instanceof PeerSocket ? socket.owner : null;
}

function onMessage(this: WebSocket, data: Buffer, isBinary: boolean): void {
  ownerOf(this)?.onMessage(data, isBinary);
}

function onPong(this: WebSocket): void {
  ownerOf(this)?.onPong();
}

function onError(this: WebSocket, error: Error & { code?: string }): void {
  ownerOf(this)?.onError(error);
}

function onClose(this: WebSocket, code: number): void {
  ownerOf(this)?.onClose(code);
}

interface ReadSocket extends Socket {
  [READER]?: FrameReader;
}

function read(this: ReadSocket, chunk: Buffer): void {
  this[READER]?.read(chunk);
}

function stopReading(this: ReadSocket): void {
  this[READER]?.stop();
}

/**
 * Puts a reader between a socket and the `ws` that listens to it. Its listeners are kept in their order;
 * the one for `data`, which is `ws`'s, goes to another event.
 */
function interpose(socket: ReadSocket, reader: FrameReader): void {
  const names = socket.eventNames();
  const seats = names.map((name) => ({ name, listeners: socket.rawListeners(name) }));
  socket.removeAllListeners();
  socket[READER] = reader;
  // Before `ws` reads by itself what a closed socket still holds.
  socket.on('close', stopReading);
  for (const { name, listeners } of seats) {
    const seat = name === 'data' ? PASSED_ON : name;
    for (const listener of listeners) Reflect.apply(socket.on, socket, [seat, listener]);
  }
  socket.on('data', read);
}
