import { describe, expect, test } from 'vitest';
import { Addresses, addressKey, enterRoom, isAtRoomLimit, leaveRoom } from './addresses.ts';
import { DEFAULT_LIMITS } from './config.ts';

describe('one address', () => {
  test.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('%s counts as %s', (ip, key) => {
    expect(addressKey(ip)).toBe(key);
  });
});

test('is at its limit of rooms, unless it is in that room already', () => {
  const address = new Addresses(DEFAULT_LIMITS, { now: 0, tick: 0, tickMs: 1000 }).of('192.0.2.1', true);
  enterRoom(address, 'a');
  enterRoom(address, 'a');
  expect(isAtRoomLimit(address, 'b', { addressRooms: 1 })).toBe(true);
  expect(isAtRoomLimit(address, 'a', { addressRooms: 1 })).toBe(false);
  leaveRoom(address, 'a');
  expect(isAtRoomLimit(address, 'b', { addressRooms: 1 })).toBe(true);
  leaveRoom(address, 'a');
  expect(isAtRoomLimit(address, 'b', { addressRooms: 1 })).toBe(false);
});

test('is forgotten once it is gone and owes nothing', () => {
  const clock = { now: 0, tick: 0, tickMs: 1000 };
  const addresses = new Addresses(DEFAULT_LIMITS, clock);
  addresses.of('192.0.2.1', true).keyFailures.take(0);
  addresses.of('192.0.2.2', true).connections = 1;
  addresses.of('192.0.2.3', true);
  addresses.sweep();
  expect(addresses.size).toBe(2);
  clock.tick = 60;
  addresses.sweep();
  expect(addresses.size).toBe(1);
});
