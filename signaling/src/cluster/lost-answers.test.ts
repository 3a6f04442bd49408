import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CLOSE_CODES } from '../../protocol/index.ts';
import { Cable } from '../testing/cable.ts';
import { TestClient } from '../testing/client.ts';
import { TestNodes } from '../testing/nodes.ts';
import { hasProgram } from '../testing/process.ts';
import type { TestServer } from '../testing/server.ts';

let cluster: TestNodes;
let cable: Cable;
/** A node whose way to Redis is the cable. */
let apart: TestServer;
const joined = (...place: Parameters<TestNodes['joined']>) => cluster.joined(...place);
const joinApart = (...place: [room: string, id: string, fields?: object]) =>
  TestClient.join(apart.ws, ...place);

/** A room with a host on another node, where newcomers wait. */
async function guarded(room: string): Promise<TestClient> {
  const host = await joined(0, room, 'host', { host: 'key' });
  host.send({ type: 'host', room, action: 'waiting-on' });
  await host.take('room-updated');
  return host;
}

describe.skipIf(!hasProgram('redis-server', 'redis-server'))(
  'a node whose way to Redis breaks while it waits for an answer',
  { timeout: 20_000 },
  () => {
    beforeAll(async () => (cluster = await TestNodes.start()), 30_000);
    afterAll(() => cluster.close());
    beforeEach(async () => {
      cable = await Cable.to(cluster.redisPort);
      apart = await cluster.addNode(`redis://127.0.0.1:${cable.port}`);
    });
    afterEach(async () => {
      await apart.server.close();
      cable.close();
    });

    test('gives back a place that it did not hear it had', async () => {
      const ada = await joined(0, 'unheard', 'ada');
      cable.swallowAnswers();
      const bob = await joinApart('unheard', 'bob');
      expect((await ada.take('peer-joined')).peer.id).toBe('bob');
      cable.cut();
      expect((await bob.closed).code).toBe(CLOSE_CODES.tryLater);
      cable.mend();
      expect(await ada.take('peer-left')).toEqual({ type: 'peer-left', id: 'bob', reason: 'lost' });
      // Taken again under the same id, and not given back by what was owed for the other.
      expect((await (await joinApart('unheard', 'bob')).take('joined')).peers).toEqual([{ id: 'ada' }]);
      const late = await joined(1, 'unheard', 'late');
      late.send({ type: 'offer', to: 'bob', room: 'unheard', sdp: 'x' });
      expect(await late.drain()).toEqual([]);
      expect(ada.inbox.filter(({ type }) => type === 'peer-left')).toEqual([]);
    });

    test('gives back a place that it did not hear had moved here', async () => {
      const ada = await joined(0, 'unmoved', 'ada');
      const bob = await joined(1, 'unmoved', 'bob');
      cable.swallowAnswers();
      const again = await joinApart('unmoved', 'bob', { session: bob.session, resume: true });
      expect((await bob.closed).code).toBe(CLOSE_CODES.replaced);
      cable.cut();
      expect((await again.closed).code).toBe(CLOSE_CODES.tryLater);
      cable.mend();
      expect((await ada.take('peer-left')).reason).toBe('lost');
      const third = await joined(2, 'unmoved', 'bob');
      expect(third.session).not.toBe(bob.session);
    });

    test('takes back a knock that it did not hear of', async () => {
      const host = await guarded('knocks');
      cable.swallowAnswers();
      const eve = await joinApart('knocks', 'eve');
      expect((await host.take('knock')).peer.id).toBe('eve');
      cable.cut();
      expect((await eve.closed).code).toBe(CLOSE_CODES.tryLater);
      cable.mend();
      expect((await host.take('knock-gone')).id).toBe('eve');
    });

    test('takes back the knock of who went away meanwhile', async () => {
      const host = await guarded('knocked');
      const eve = await joinApart('knocked', 'eve');
      await eve.take('waiting');
      await host.take('knock');
      cable.cut();
      await expect.poll(async () => (await fetch(`${apart.http}/ready`)).status).toBe(503);
      eve.ws.close();
      await eve.closed;
      cable.mend();
      expect((await host.take('knock-gone')).id).toBe('eve');
    });
  },
);
