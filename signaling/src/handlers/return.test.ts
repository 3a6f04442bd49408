import { describe, expect, test } from 'vitest';
import { TestClient } from '../testing/client.ts';
import { startServer } from '../testing/server.ts';

/** A room whose door closes; then Bob sleeps until his place is gone. */
async function lapsed(room: string, close: 'lock' | 'waiting-on') {
  const hasty = await startServer({ timing: { resumeTtl: 100 } });
  const join = (id: string, fields?: object) => TestClient.join(hasty.ws, room, id, fields);
  const ada = await join('ada', { host: 'a host key' });
  await ada.take('joined');
  const bob = await join('bob', { pass: 'of bob' });
  const { session } = await bob.take('joined');
  const order = (action: string, more: object = {}) => ada.send({ type: 'host', room, action, ...more });
  order(close);
  await ada.take('room-updated');
  bob.ws.terminate();
  expect(await ada.take('peer-left')).toMatchObject({ id: 'bob', reason: 'lost' });
  return { hasty, join, ada, order, session };
}

/** What comes of a join that is not let in. */
async function answer(client: TestClient): Promise<string> {
  const message = await Promise.race([client.take('waiting'), client.take('error')]);
  return message.type === 'error' ? message.code : message.type;
}

describe('a member whose place ran out behind a closed door', () => {
  test.each(['lock', 'waiting-on'] as const)('comes back, and nobody in its place: %s', async (close) => {
    const { hasty, join, session } = await lapsed('asleep', close);
    for (const impostor of [{}, { pass: 'guess' }]) {
      const eve = await join('bob', impostor);
      expect(await answer(eve)).toBe(close === 'lock' ? 'room-locked' : 'waiting');
      eve.ws.close();
      await eve.closed;
    }
    const bob = await join('bob', { pass: 'of bob', session, resume: true });
    expect((await bob.take('error')).code).toBe('no-session');
    bob.send({ type: 'join', room: 'asleep', id: 'bob', pass: 'of bob' });
    expect((await bob.take('joined')).peers).toEqual([{ id: 'ada' }]);
    await hasty.server.close();
  });

  test('also after more doors were closed; not once it was open for all and is closed again', async () => {
    const { hasty, join, ada, order } = await lapsed('twice', 'lock');
    order('waiting-on');
    order('unlock');
    await ada.drain();
    const bob = await join('bob', { pass: 'of bob' });
    await bob.take('joined');
    bob.ws.terminate();
    await ada.take('peer-left');
    for (const action of ['waiting-off', 'lock']) order(action);
    await ada.drain();
    expect(await answer(await join('bob', { pass: 'of bob' }))).toBe('room-locked');
    await hasty.server.close();
  });

  test('stays out once its pass is removed', async () => {
    const { hasty, join, order, ada } = await lapsed('gone', 'waiting-on');
    const page = await join('page', { pass: 'of bob' });
    await page.take('waiting');
    order('admit', { to: 'page' });
    await page.take('joined');
    order('remove', { to: 'page' });
    await ada.take('banned');
    expect(await answer(await join('bob', { pass: 'of bob' }))).toBe('removed');
    await hasty.server.close();
  });
});
