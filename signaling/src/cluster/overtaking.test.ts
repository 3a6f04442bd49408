import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { Cable } from '../testing/cable.ts';
import { TestClient } from '../testing/client.ts';
import { TestNodes } from '../testing/nodes.ts';
import { hasProgram } from '../testing/process.ts';

/** A node's connections to Redis, in the order in which it makes them. */
const COMMANDS = 0;
const EVENTS = 1;

let cluster: TestNodes;
let cable: Cable;
/** The address of a node whose way to Redis is the cable. */
let apart: string;
const joined = (...place: Parameters<TestNodes['joined']>) => cluster.joined(...place);

/** Answers come over one connection, and what happens in a room over another: either may be the first. */
describe.skipIf(!hasProgram('redis-server', 'redis-server'))(
  'the members on a node agree who is there',
  { timeout: 20_000 },
  () => {
    beforeAll(async () => (cluster = await TestNodes.start()), 30_000);
    afterAll(() => cluster.close());
    beforeEach(async () => {
      const node = await cluster.addNodeByCable();
      cable = node.cable;
      apart = node.ws;
      onTestFinished(() => node.close());
    });

    test('when an answer is the first to say who has come', async () => {
      const dave = await TestClient.join(apart, 'first', 'dave');
      await dave.take('joined');
      cable.freezeOne(EVENTS);
      await joined(0, 'first', 'ada');
      const bob = await TestClient.join(apart, 'first', 'bob');
      expect((await bob.take('joined')).peers.map(({ id }) => id)).toEqual(['dave', 'ada']);
      expect((await dave.take('peer-joined')).peer.id).toBe('ada');
      expect((await dave.take('peer-joined')).peer.id).toBe('bob');
      cable.thaw();
      const late = await joined(0, 'first', 'late');
      await dave.take('peer-joined');
      expect(dave.inbox).toEqual([]);
      await bob.take('peer-joined');
      expect(bob.inbox).toEqual([]);
      expect(late.inbox).toEqual([]);
    });

    test('when an answer is the first to say who the host is', async () => {
      const host = await joined(0, 'role', 'host', { host: 'key' });
      await joined(1, 'role', 'next');
      const dave = await TestClient.join(apart, 'role', 'dave');
      expect((await dave.take('joined')).host).toBe('host');
      cable.freezeOne(EVENTS);
      host.send({ type: 'host', room: 'role', action: 'hand-over', to: 'next' });
      await host.take('room-updated');
      const bob = await TestClient.join(apart, 'role', 'bob');
      expect((await bob.take('joined')).host).toBe('next');
      expect((await dave.take('room-updated')).host).toBe('next');
      cable.thaw();
      await joined(0, 'role', 'late');
      await bob.take('peer-joined');
      expect([...dave.inbox, ...bob.inbox].filter(({ type }) => type === 'room-updated')).toEqual([]);
    });

    test('when an answer is the last to say who has gone', async () => {
      const host = await joined(0, 'last', 'host', { host: 'key' });
      const ada = await joined(0, 'last', 'ada');
      const eve = await joined(1, 'last', 'eve');
      const dave = await TestClient.join(apart, 'last', 'dave');
      await dave.take('joined');
      for (const id of ['ada', 'eve', 'dave']) expect((await host.take('peer-joined')).peer.id).toBe(id);
      cable.delayAnswers(COMMANDS);
      const bob = await TestClient.join(apart, 'last', 'bob');
      expect((await host.take('peer-joined')).peer.id).toBe('bob');
      ada.send({ type: 'leave', room: 'last' });
      expect((await dave.take('peer-left')).id).toBe('ada');
      host.send({ type: 'host', room: 'last', action: 'remove', to: 'eve' });
      expect((await dave.take('peer-left')).id).toBe('eve');
      await eve.closed;
      cable.thaw();
      expect((await bob.take('joined')).peers.map(({ id }) => id).toSorted()).toEqual(['dave', 'host']);
      expect((await dave.take('peer-joined')).peer.id).toBe('bob');
      expect(dave.inbox).toEqual([]);
    });

    test('when the host goes, and when somebody on it takes the role', async () => {
      const host = await joined(1, 'taken', 'host', { host: 'key' });
      const near = await joined(1, 'taken', 'near');
      const dave = await TestClient.join(apart, 'taken', 'dave');
      await dave.take('joined');
      host.send({ type: 'leave', room: 'taken' });
      for (const one of [dave, near]) expect((await one.take('room-updated')).host).toBeNull();
      const again = await TestClient.join(apart, 'taken', 'again', { host: 'key' });
      expect((await again.take('joined')).host).toBe('again');
      for (const one of [dave, near]) expect((await one.take('room-updated')).host).toBe('again');
    });
  },
);
