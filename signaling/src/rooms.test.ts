import { expect, test } from 'vitest';
import { Addresses } from './addresses.ts';
import { DEFAULT_LIMITS } from './config.ts';
import { Rooms, others, type JoinRequest, type Wire } from './rooms.ts';

const address = new Addresses(DEFAULT_LIMITS, { now: 0, tick: 0, tickMs: 1000 }).of('192.0.2.1', true);
const wire = (live: boolean): Wire => ({
  live,
  local: true,
  send: () => undefined,
  notify: () => undefined,
  missing: () => [],
  yieldTo: () => undefined,
  expel: () => undefined,
});
const request = (id: string, fields: Partial<JoinRequest> = {}): JoinRequest => ({
  room: 'r',
  info: { id },
  auth: null,
  session: `session of ${id}`,
  address,
  wire: wire(true),
  host: null,
  pass: null,
  mayCreate: true,
  ...fields,
});

function joined(rooms: Rooms, id: string, fields?: Partial<JoinRequest>) {
  const result = rooms.join(request(id, fields));
  if (!result.ok) throw new Error(result.code);
  return result.member;
}

test('counts rooms and members as they come and go', () => {
  const rooms = new Rooms(15);
  const ada = joined(rooms, 'ada');
  const bob = joined(rooms, 'bob');
  joined(rooms, 'eve', { room: 's' });
  expect([rooms.size, rooms.peers]).toEqual([2, 3]);
  expect(others(ada)).toEqual([bob]);
  expect(rooms.remove(ada)).toBe(true);
  expect(rooms.remove(ada)).toBe(false);
  rooms.remove(bob);
  expect([rooms.size, rooms.peers]).toEqual([1, 1]);
});

test('a refused newcomer leaves no empty room behind', () => {
  const rooms = new Rooms(0);
  expect(rooms.join(request('ada'))).toEqual({ ok: false, code: 'room-full' });
  expect(rooms.size).toBe(0);
});

test('a wrong key is told before anything else about the room', () => {
  const rooms = new Rooms(1);
  joined(rooms, 'ada', { auth: 'key' });
  expect(rooms.join(request('ada', { auth: 'other' }))).toEqual({ ok: false, code: 'wrong-key' });
});

test('a full room still lets a member replace its own lost place', () => {
  const rooms = new Rooms(1);
  const lost = joined(rooms, 'ada', { wire: wire(false) });
  const result = rooms.join(request('ada'));
  expect(result).toMatchObject({ ok: true, replaced: lost });
  expect(rooms.peers).toBe(1);
  expect(rooms.remove(lost)).toBe(false);
});

test('a session opens its own place only', () => {
  const rooms = new Rooms(15);
  const ada = joined(rooms, 'ada');
  joined(rooms, 'bob');
  expect(rooms.claim('r', 'ada', 'session of ada')).toBe(ada);
  expect(rooms.claim('r', 'bob', 'session of ada')).toBeNull();
  expect(rooms.claim('r', 'ada', '')).toBeNull();
  expect(rooms.claim('s', 'ada', 'session of ada')).toBeNull();
});
