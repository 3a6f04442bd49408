import { expect, test } from 'vitest';
import { BAN_LIMIT } from '../protocol/index.ts';
import { bansOf, createControl, founds, knockAt, provesHost, withBans, type Control } from './control.ts';
import { digest } from './secret.ts';

const dan = { id: 'dan', pass: 'P', isHost: false, returns: false };
const closed = (fields: Partial<Control>): Control => ({ ...createControl(), ...fields });

test.each([
  ['an open room', {}, {}, 'enter'],
  ['a locked room', { locked: true }, {}, 'room-locked'],
  ['a waiting room', { waitingRoom: true }, {}, 'waiting'],
  ['a locked room with a waiting room', { locked: true, waitingRoom: true }, {}, 'room-locked'],
  ['a locked room, expected', { locked: true, expected: ['dan'] }, {}, 'enter'],
  ['a locked room, at its own place', { locked: true }, { returns: true }, 'enter'],
  ['a locked room, as its host', { locked: true, bans: ['i:dan'] }, { isHost: true }, 'enter'],
  ['a room with a ban of its id', { bans: ['i:dan'] }, { returns: true }, 'removed'],
  ['a room with a ban of its pass', { bans: ['p:P'], expected: ['dan'] }, {}, 'removed'],
  ['a room with a ban of another', { bans: ['i:eve', 'p:Q'] }, {}, 'enter'],
])('the door of %s', (_name, control, newcomer, answer) => {
  expect(knockAt(closed(control), { ...dan, ...newcomer })).toBe(answer);
});

test('a client without a pass is banned by its id alone', () => {
  expect(bansOf('dan', null)).toEqual(['i:dan']);
  expect(knockAt(closed({ bans: ['p:null'] }), { ...dan, pass: null })).toBe('enter');
});

test('bans are kept once, and of too many the oldest go', () => {
  const many = Array.from({ length: BAN_LIMIT }, (_, index) => `i:${index}`);
  expect(withBans(['i:a'], ['i:a', 'i:b'])).toEqual(['i:a', 'i:b']);
  expect(withBans(['i:a'], many)).toEqual(many);
});

test('the host key is proved by its verifier alone', () => {
  const room = closed({ hostKey: digest('secret') });
  expect(provesHost(room, 'r', false, 'secret')).toBe(true);
  expect(provesHost(room, 'r', false, 'guess')).toBe(false);
  expect(provesHost(room, 'r', false, null)).toBe(false);
});

test('a room without a host key gets one from its first member, or from its founder', () => {
  expect(provesHost(createControl(), 'r', true, 'secret')).toBe(true);
  expect(provesHost(createControl(), 'r', false, 'secret')).toBe(false);
  expect(founds('r', 'secret')).toBe(false);
  expect(provesHost(createControl(), 'another-room', false, 'secret')).toBe(false);
});
