import type { IceServer } from '@porthole/signaling/protocol';
import type { PeerNews, ShareEnded } from '../core/peer-message.ts';
import type { Engine } from './engine/engine.ts';
import { createMesh, type Mesh, type MeshOptions } from './mesh.ts';
import { schedule } from './schedule.ts';
import { createSessionRunner, type SessionRunner, type SessionRunnerOptions } from './session-runner.ts';

/** A stay in a room: the Session, and the Links to its Peers, each of which acts on the other. */
export interface Presence {
  readonly session: SessionRunner;
  readonly mesh: Mesh;
}

export interface PresenceOptions
  extends Omit<SessionRunnerOptions, 'mesh'>, Pick<MeshOptions, 'pointed' | 'opened'> {
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
    pointed: options.pointed,
    opened: options.opened,
    gateFor: session.gateFor,
  });

  function heard(peer: string, message: PeerNews): void {
    if (message.type === 'share-ended') return shareEnded(peer, message);
    session.dispatch({ type: 'gate-told', from: peer, message });
  }

  return { session, mesh };
}

function iceConfiguration(iceServers: readonly IceServer[], relayOnly: boolean): RTCConfiguration {
  return { iceServers: [...iceServers], iceTransportPolicy: relayOnly ? 'relay' : 'all' };
}
