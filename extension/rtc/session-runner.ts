import { reconnectDelay } from '../core/reconnect.ts';
import { newId, roomVerifier, type RandomBytes } from '../core/room-key.ts';
import type { RoomLink } from '../core/room-link.ts';
import {
  createSession,
  type SessionEffect,
  type SessionEvent,
  type SessionState,
} from '../core/session-state.ts';
import { reduceSession } from '../core/session.ts';
import type { Mesh } from './mesh.ts';
import { schedule } from './schedule.ts';
import { createSignalClient } from './signal-client.ts';

/** Owns the Session's state and carries out its effects: socket, timers, mesh. */
export interface SessionRunner {
  readonly state: SessionState;
  dispatch(event: SessionEvent): void;
  /** Hangs up and forgets every timer. */
  close(): void;
}

export interface SessionRunnerOptions {
  readonly link: RoomLink;
  readonly name: string;
  readonly accessToken: string | null;
  /** Made after the runner, so it is asked for late. */
  readonly mesh: () => Mesh;
  readonly changed: () => void;
}

/** How long a member that the server does not name may be away before it counts as gone, in ms. */
const ABSENCE_MS = 20_000;

const random: RandomBytes = (bytes) => crypto.getRandomValues(bytes);

export function createSessionRunner(options: SessionRunnerOptions): SessionRunner {
  const { link, name, accessToken, mesh, changed } = options;
  const auth = link.key === null ? null : roomVerifier(link.room, link.key);
  let state: SessionState = createSession({ room: link.room, auth, id: newId(random), name, accessToken });
  let cancelRetry: (() => void) | null = null;
  const absences = new Set<() => void>();
  const signal = createSignalClient(link.origin, {
    connected: () => dispatch({ type: 'connected' }),
    unreachable: (code) => dispatch({ type: 'unreachable', code }),
    message: (message) => dispatch({ type: 'message', message }),
    closed: (code) => dispatch({ type: 'closed', code }),
  });

  function dispatch(event: SessionEvent): void {
    const before = state.phase;
    const step = reduceSession(state, event);
    state = step.state;
    if (state.phase === 'joined' && before !== 'joined') mesh().resync();
    for (const effect of step.effects) run(effect);
    changed();
  }

  function run(effect: SessionEffect): void {
    switch (effect.type) {
      case 'connect':
        cancelRetry?.();
        return signal.connect();
      case 'disconnect':
        cancelRetry?.();
        return signal.disconnect();
      case 'send':
        return signal.send(effect.message);
      case 'retry-later':
        return retryLater(Math.max(effect.atLeastMs, reconnectDelay(effect.attempt, Math.random())));
      case 'need-new-id':
        return dispatch({ type: 'new-id', id: newId(random) });
      case 'use-ice-servers':
        return mesh().useIceServers();
      case 'peer-added':
        return mesh().addPeer(effect.id);
      case 'peer-removed':
        return mesh().removePeer(effect.id);
      case 'watch-absent':
        return watchAbsent(effect.ids);
      case 'deliver':
        return mesh().deliver(effect.relay);
    }
  }

  function retryLater(ms: number): void {
    cancelRetry?.();
    cancelRetry = schedule(ms, () => dispatch({ type: 'retry' }));
    dispatch({ type: 'retry-set', ms });
  }

  /** A member whose media still flows stays, and is looked at again. */
  function watchAbsent(ids: readonly string[]): void {
    const cancel = schedule(ABSENCE_MS, () => {
      absences.delete(cancel);
      const flowing = ids.filter((id) => mesh().links.get(id)?.state === 'connected');
      dispatch({ type: 'absence-over', ids: ids.filter((id) => !flowing.includes(id)) });
      const absent = flowing.filter((id) => state.peers.get(id)?.absent);
      if (absent.length > 0) watchAbsent(absent);
    });
    absences.add(cancel);
  }

  return {
    get state() {
      return state;
    },
    dispatch,
    close() {
      signal.disconnect();
      cancelRetry?.();
      for (const cancel of absences) cancel();
    },
  };
}
