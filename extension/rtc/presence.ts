import type { IceServer } from '@porthole/signaling/protocol';
import type { PeerNews, ShareEnded } from '../core/peer-message.ts';
import type { Engine } from './engine/engine.ts';
import type { ChatRoom } from './chat-room.ts';
import { createLateChat } from './late-chat.ts';
import { createMesh, type Mesh } from './mesh.ts';
import { createRecorderNews, type RecorderNews } from './recorders.ts';
import type { NumbersTold } from './numbers.ts';
import { createPointing, type PointingKeeper, type PointingOptions } from './pointing.ts';
import { schedule } from './schedule.ts';
import { createSourceNews, type SourceNews } from './source-news.ts';
import { createSessionRunner, type SessionRunner, type SessionRunnerOptions } from './session-runner.ts';

/** A stay in a room: the Session, the Links to its Peers, each of which acts on the other, and the chat. */
export interface Presence {
  readonly session: SessionRunner;
  readonly mesh: Mesh;
  readonly chat: ChatRoom;
  readonly recorders: RecorderNews;
  readonly pointing: PointingKeeper;
  readonly source: SourceNews;
}

export interface PresenceOptions
  extends Omit<SessionRunnerOptions, 'mesh' | 'chatCame'>, Pick<PointingOptions, 'shares'> {
  /** Viewers may point at what I share, at first. */
  readonly pointing: boolean;
  /** Asked for each connection. */
  readonly relayOnly: () => boolean;
  readonly engine: () => Engine | null;
  /** Asked while what I share gives no picture. */
  readonly hasCrashed?: () => Promise<boolean>;
  /** What this peer sends is recorded. */
  readonly recorded: (peer: string) => boolean;
  /** What my end of a picture's journey tells a peer. */
  readonly numbers: (peer: string) => NumbersTold;
  /** A peer said, past the server, why its share is over. */
  readonly shareEnded: (peer: string, message: ShareEnded) => void;
}

export function createPresence(presence: PresenceOptions): Presence {
  const { engine, relayOnly, recorded, numbers, shareEnded, hasCrashed, ...options } = presence;
  const session = createSessionRunner({
    ...options,
    mesh: () => mesh,
    chatCame: (from, text) => chat.came(from, text),
    changed() {
      chat.follow(session.state);
      options.changed();
    },
  });
  const chat = createLateChat({
    open: options.keys === null,
    schedule,
    send: (to, text) => session.dispatch({ type: 'chat', to, text }),
  });
  const mesh = createMesh({
    room: options.link.room,
    schedule,
    engine,
    recorded,
    numbers,
    me: () => session.state.id,
    configuration: () => iceConfiguration(session.state.iceServers, relayOnly()),
    signals: () => session.state.phase === 'joined',
    relay: (relay) => session.dispatch({ type: 'relay', relay }),
    changed: options.changed,
    heard,
    pointed: (peer, message) => pointing.hear(peer, message),
    opened: (peer) => greet(peer),
    gateFor: session.gateFor,
  });
  const recorders = createRecorderNews({
    links: () => mesh.links,
    me: () => session.state.id,
    schedule,
    changed: options.changed,
  });

  const source = createSourceNews({ links: () => mesh.links, hasCrashed, changed: options.changed });

  function greet(peer: string): void {
    for (const news of [recorders, pointing, source]) news.greet(peer);
  }

  function heard(peer: string, message: PeerNews): void {
    if (message.type === 'share-ended') return shareEnded(peer, message);
    if (message.type !== 'gate') return recorders.heard(peer, message);
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

  return { session, mesh, chat, recorders, pointing, source };
}

function iceConfiguration(iceServers: readonly IceServer[], relayOnly: boolean): RTCConfiguration {
  return { iceServers: [...iceServers], iceTransportPolicy: relayOnly ? 'relay' : 'all' };
}
