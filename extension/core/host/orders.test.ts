import { describe, expect, test } from 'vitest';
import {
  after,
  AS_GUEST,
  AS_HOST,
  comes,
  orders,
  RESUMED,
  says,
  sent,
  updated,
} from '../../testing/host-steps.ts';
import type { SessionEvent } from '../session-state.ts';
import { reduceSession } from '../session.ts';
import { doorOf } from './orders.ts';

const LOST = { type: 'closed', code: 1006 } as const;
const back = (locked: boolean): SessionEvent[] => [
  { type: 'connected' },
  says({ ...RESUMED, locked, host: 'me' }),
];

describe('an order', () => {
  test('that is given while the server is away is shown, enforced, and sent when it is back', () => {
    const away = after(AS_HOST, LOST, orders({ action: 'lock' }));
    expect(sent(away)).toEqual([]);
    expect(doorOf(away.state.hosting)).toEqual({ locked: true, waitingRoom: false });
    expect(reduceSession(away.state, comes('eve')).effects).toEqual([]);
    const again = after(AS_HOST, LOST, orders({ action: 'lock' }), ...back(false));
    expect(sent(again)).toEqual([{ type: 'host', room: 'r', action: 'lock' }]);
    const done = reduceSession(again.state, updated('me', { locked: true }));
    expect(done.state.hosting.orders).toEqual([]);
    expect(doorOf(done.state.hosting).locked).toBe(true);
  });

  test('that a dying socket took with it is sent again; one that was carried out is not', () => {
    const orderAll = [orders({ action: 'lock' }), orders({ action: 'remove', to: 'bob' })];
    const left = says({ type: 'peer-left', id: 'bob', reason: 'removed' });
    expect(sent(after(AS_HOST, ...orderAll, LOST, ...back(false)))).toHaveLength(2);
    const done = after(AS_HOST, ...orderAll, left, updated('me', { locked: true }), LOST, ...back(true));
    expect(sent(done)).toEqual([]);
  });

  test('that is refused is not shown as done, and said', () => {
    const refused = after(
      AS_HOST,
      orders({ action: 'lock' }),
      says({ type: 'error', code: 'not-host', ref: 'host' }),
    );
    expect(refused.state.fault).toEqual({ code: 'order-refused' });
    expect(doorOf(refused.state.hosting).locked).toBe(false);
    expect(refused.effects).toEqual([{ type: 'tell-gate' }]);
    expect(reduceSession(refused.state, comes('eve')).effects).toEqual([{ type: 'peer-added', id: 'eve' }]);
    const again = reduceSession(refused.state, orders({ action: 'lock' }));
    expect(again.state.fault).toBeNull();
  });

  test('about somebody who is gone needs no word', () => {
    const gone = after(
      AS_HOST,
      orders({ action: 'remove', to: 'bob' }),
      says({ type: 'error', code: 'unknown-peer', ref: 'host', to: 'bob' }),
    );
    expect(gone.state).toMatchObject({ fault: null, hosting: { orders: [] } });
  });

  test('of one who is the host no more is said to be lost', () => {
    const other = says({ ...RESUMED, host: 'ann' });
    const { state } = after(AS_HOST, LOST, orders({ action: 'lock' }), { type: 'connected' }, other);
    expect(state).toMatchObject({
      phase: 'joined',
      fault: { code: 'order-refused' },
      hosting: { orders: [] },
    });
    expect(after(AS_GUEST, orders({ action: 'lock' })).state.fault).toEqual({ code: 'order-refused' });
  });

  test('to end the room is refused while the server is away: nobody would be left to give it', () => {
    const { state } = after(AS_HOST, LOST, orders({ action: 'end' }));
    expect(state).toMatchObject({ fault: { code: 'order-refused' }, hosting: { orders: [] } });
  });

  test('and its opposite, quickly: the last one is shown, and holds', () => {
    const { state } = after(
      AS_HOST,
      orders({ action: 'lock' }),
      orders({ action: 'unlock' }),
      updated('me', { locked: true }),
    );
    expect(doorOf(state.hosting).locked).toBe(false);
    expect(reduceSession(state, comes('eve')).effects).toEqual([{ type: 'peer-added', id: 'eve' }]);
  });
});
