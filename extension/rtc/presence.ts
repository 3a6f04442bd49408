import type { IceServer } from '@porthole/signaling/protocol';
import type { PeerNews, ShareEnded } from '../core/peer-message.ts';
import type { Engine } from './engine/engine.ts';
import { createMesh, type Mesh } from './mesh.ts';
import { createPointing, type PointingKeeper, type PointingOptions } from './pointing.ts';
import { schedule } from './schedule.ts';
import { createSessionRunner, type SessionRunner, type SessionRunnerOptions } from './session-runner.ts';

/** A stay in a room: the Session, and the Links to its Peers, each of which acts on the other. */
export interface Presence {
  readonly session: SessionRunner;
  readonly mesh: Mesh;
  readonly pointing: PointingKeeper;
}

export interface PresenceOptions extends Omit<SessionRunnerOptions, 'mesh'>, Pick<PointingOptions, 'shares'> {
  /** Viewers may point at what I share, at first. */
  readonly pointing: boolean;
  /** Asked for each connection. */
  readonly relayOnly: () => boolean;
  readonly engine: () => Engine | null;
  /** A peer said, past the server, why its share is over. */
  readonly shareEnded: (peer: string, message: ShareEnded) => void;
}

export function createPresence({ engine, relayOnly, shareEnded, ...options }: PresenceOptions): Presence {
  const session = createSessionRunner({ ...options, mesh: () => mesh });
  const mesh = createMesh({
    room: options.link.room,
    schedule,
    engine,
    me: () => session.state.id,
    configuration: () => iceConfiguration(session.state.iceServers, relayOnly()),
    relay: (relay) => session.dispatch({ type: 'relay', relay }),
    changed: options.changed,
    heard,
    pointed: (peer, message) => pointing.hear(peer, message),
    opened: (peer) => pointing.greet(peer),
    gateFor: session.gateFor,
  });

  function heard(peer: string, message: PeerNews): void {
    if (message.type === 'share-ended') return shareEnded(peer, message);
    session.dispatch({ type: 'gate-told', from: peer, message });
  }

  const pointing = createPointing({
    links: () => mesh.links,
    me: () => session.state.id,
    shares: options.shares,
    allowed: options.pointing,
    changed: options.changed,
    schedule,
    now: () => performance.now(),
  });

  return { session, mesh, pointing };
}

function iceConfiguration(iceServers: readonly IceServer[], relayOnly: boolean): RTCConfiguration {
  return { iceServers: [...iceServers], iceTransportPolicy: relayOnly ? 'relay' : 'all' };
}
