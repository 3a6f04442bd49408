import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Flusher, Outbox } from './outbox.ts';

class FakeSocket {
  readonly written: string[] = [];
  writableLength = 0;
  destroyed = false;
  write(data: Uint8Array | string): boolean {
    this.written.push(data.toString());
    return this.writableLength === 0;
  }
}

const OWNER = { onBacklog: () => undefined };

const frame = (text: string) => Buffer.from(text);

test('whatever is sent in one turn is one write, in order', async () => {
  const socket = new FakeSocket();
  const outbox = new Outbox(socket, new Flusher(), OWNER);
  for (const text of ['a', 'b', 'c']) outbox.push(frame(text));
  expect(socket.written).toEqual([]);
  await setImmediate();
  outbox.push(frame('d'));
  await setImmediate();
  expect(socket.written).toEqual(['abc', 'd']);
});

test('says how much the other side has not taken', () => {
  const socket = new FakeSocket();
  const told: number[] = [];
  const outbox = new Outbox(socket, new Flusher(), { onBacklog: (bytes) => told.push(bytes) });
  outbox.push(frame('abc'));
  outbox.flush();
  socket.writableLength = 10;
  outbox.push(frame('abc'));
  outbox.flush();
  expect(told).toEqual([10]);
});

test('tells how much a lost socket did not take', async () => {
  const socket = new FakeSocket();
  const outbox = new Outbox(socket, new Flusher(), OWNER);
  outbox.push(frame('a'));
  socket.destroyed = true;
  await setImmediate();
  outbox.push(frame('b'));
  expect(outbox.unsent).toBe(2);
  expect(socket.written).toEqual([]);
});
