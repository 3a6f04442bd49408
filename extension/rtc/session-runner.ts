import { reconnectDelay } from '../core/reconnect.ts';
import type { ClientMessage, ServerMessage } from '@porthole/signaling/protocol';
import type { GateMessage } from '../core/peer-message.ts';
import { newId, type RandomBytes, type RoomKeys } from '../core/room-key.ts';
import type { RoomLink } from '../core/room-link.ts';
import { createSealedRoom, type SealedRoom } from '../core/seal/sealed-room.ts';
import {
  createSession,
  type SessionEffect,
  type SessionEvent,
  type SessionState,
} from '../core/session-state.ts';
import { reduceSession } from '../core/session.ts';
import { createAbsenceWatch } from './absence-watch.ts';
import { createHostKeeper, type RoomMemory } from './host-keeper.ts';
import type { Link } from './link.ts';
import type { Mesh } from './mesh.ts';
import { schedule } from './schedule.ts';
import { createSignalClient } from './signal-client.ts';

/** Owns the Session's state and carries out its effects: socket, timers, mesh. */
export interface SessionRunner {
  readonly state: SessionState;
  dispatch(event: SessionEvent): void;
  /** What a host tells a peer past the server; null for one who is no host. */
  gateFor(peer: string): GateMessage | null;
  /** Hangs up and forgets every timer. */
  close(): void;
}

/** What of the mesh a Session's effects reach. */
interface SessionMesh extends Pick<
  Mesh,
  'addPeer' | 'callPeer' | 'removePeer' | 'deliver' | 'resync' | 'tellGate' | 'useIceServers'
> {
  readonly links: ReadonlyMap<string, Pick<Link, 'state'>>;
}

export interface SessionRunnerOptions {
  readonly link: RoomLink;
  /** Of the link; null for an open room. */
  readonly keys: RoomKeys | null;
  readonly name: string;
  readonly accessToken: string | null;
  readonly memory: RoomMemory;
  /** Made after the runner, so it is asked for late. */
  readonly mesh: () => SessionMesh;
  /** Something for my eyes came from a member. */
  readonly chatCame: (from: string, text: string) => void;
  readonly changed: () => void;
}

/** A room without a key: everything goes in clear. */
const OPEN_ROOM: SealedRoom = {
  seal: (message) => message,
  open: (message) => ({ message, refused: [] }),
};

const random: RandomBytes = (bytes) => crypto.getRandomValues(bytes);

export function createSessionRunner(options: SessionRunnerOptions): SessionRunner {
  const { link, keys, name, accessToken, memory, mesh, changed } = options;
  const keeper = createHostKeeper(memory, random);
  const way = keys ? createSealedRoom(link.room, keys.seal, random) : OPEN_ROOM;
  let state: SessionState = createSession({
    room: link.room,
    auth: keys?.auth ?? null,
    id: newId(random),
    name,
    accessToken,
    hosting: keeper.hosting,
  });
  let cancelRetry: (() => void) | null = null;
  const absences = createAbsenceWatch({
    isFlowing: (id) => mesh().links.get(id)?.state === 'connected',
    isAbsent: (id) => state.peers.get(id)?.absent === true,
    over: (ids) => dispatch({ type: 'absence-over', ids }),
  });
  const signal = createSignalClient(link.origin, {
    connected: () => dispatch({ type: 'connected' }),
    unreachable: (code) => dispatch({ type: 'unreachable', code }),
    message: receive,
    closed: (code) => dispatch({ type: 'closed', code }),
  });

  /** In a room with a key nothing is believed that did not come sealed. */
  function receive(received: ServerMessage): void {
    const { message, refused } = way.open(received, state.id);
    if (refused.length > 0) dispatch({ type: 'refused', refused });
    if (message) dispatch({ type: 'message', message });
  }

  /** Sealed as late as can be, so that the counters go up in the order of the wire. */
  function send(message: ClientMessage): void {
    const outgoing = way.seal(keeper.mark(state, message), state.id);
    if (outgoing) signal.send(outgoing);
  }

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
      case 'hang-up':
        cancelRetry?.();
        return signal.disconnect(effect.type === 'hang-up');
      case 'send':
        return send(effect.message);
      case 'retry-later':
        return retryLater(Math.max(effect.atLeastMs, reconnectDelay(effect.attempt, Math.random())));
      case 'need-new-id':
        return dispatch({ type: 'new-id', id: newId(random) });
      case 'need-host-key':
        return dispatch({ type: 'host-key', verifier: keeper.renew() });
      case 'drop-host-key':
        return keeper.drop();
      case 'tell-gate':
        return mesh().tellGate();
      case 'use-ice-servers':
        return mesh().useIceServers();
      case 'peer-added':
        return mesh().addPeer(effect.id);
      case 'peer-called':
        return mesh().callPeer(effect.id);
      case 'peer-removed':
        return mesh().removePeer(effect.id);
      case 'watch-absent':
        return absences.watch(effect.ids);
      case 'deliver':
        return mesh().deliver(effect.relay);
      case 'chat-came':
        return options.chatCame(effect.from, effect.text);
    }
  }

  function retryLater(ms: number): void {
    cancelRetry?.();
    cancelRetry = schedule(ms, () => dispatch({ type: 'retry' }));
    dispatch({ type: 'retry-set', ms });
  }

  return {
    get state() {
      return state;
    },
    dispatch,
    gateFor: (peer) => keeper.gateFor(state, peer),
    close() {
      signal.disconnect();
      cancelRetry?.();
      absences.close();
    },
  };
}
