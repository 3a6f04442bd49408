import { expect, test } from 'vitest';
import { parsePeerMessage } from './peer-message.ts';

test('a farewell is read', () => {
  const message = { type: 'share-ended', reason: 'tab-closed' };
  expect(parsePeerMessage(JSON.stringify(message))).toEqual(message);
});

test('so is the answer to it', () => {
  expect(parsePeerMessage('{"type":"heard"}')).toEqual({ type: 'heard' });
});

test('so is what becomes of pointers', () => {
  const message = { type: 'pointing', allowed: true, overlay: false };
  expect(parsePeerMessage(JSON.stringify(message))).toEqual(message);
  expect(parsePeerMessage('{"type":"pointing","allowed":1,"overlay":false}')).toBeNull();
});

test('so is that what is shared has crashed', () => {
  const message = { type: 'source', crashed: true };
  expect(parsePeerMessage(JSON.stringify(message))).toEqual(message);
  expect(parsePeerMessage('{"type":"source","crashed":"yes"}')).toBeNull();
});

test.each([
  ['no text', new ArrayBuffer(8)],
  ['no JSON', '{'],
  ['another type', '{"type":"boo"}'],
  ['an unknown reason', '{"type":"share-ended","reason":"because"}'],
  ['null', 'null'],
  ['too much', JSON.stringify({ type: 'share-ended', reason: 'stopped', more: 'x'.repeat(20_000) })],
])('%s is dropped', (_what, data) => {
  expect(parsePeerMessage(data)).toBeNull();
});
