import { composeSnapshot, nextEnded } from '../core/compose-snapshot.ts';
import { faultCode, type FaultCode } from '../core/faults.ts';
import { createListeners } from '../core/listeners.ts';
import type { Order } from '../core/host/hosting.ts';
import type { ShareEnded } from '../core/peer-message.ts';
import type { RoomKeys } from '../core/room-key.ts';
import type { RoomLink } from '../core/room-link.ts';
import type { ShareControl, SoundLevels } from '../core/share-control.ts';
import type { EndedView, EndReason, Snapshot } from '../core/snapshot.ts';
import type { History } from '../core/history.ts';
import type { Display } from '../core/report.ts';
import type { Viewing } from '../core/wish.ts';
import type { ChatRoom } from './chat-room.ts';
import type { RoomMemory } from './host-keeper.ts';
import type { Mesh } from './mesh.ts';
import { createNumbers, type Numbers } from './numbers.ts';
import type { RoomPointing } from './pointing.ts';
import { createPresence, type Presence } from './presence.ts';
import { viewLinks } from './link-views.ts';
import { watchNetwork } from './network-watch.ts';
import type { SessionRunner } from './session-runner.ts';
import type { OpenCapture, ShareWish } from './share.ts';
import { createSharing, type MyEndReason, type Sharing } from './sharing.ts';
import type { Recording } from './recording/recording.ts';
import { createRoomRecording } from './room-recording.ts';

/** One member's whole presence in one room: socket, mesh, share. Its Snapshot says everything that there is to see. */
export interface RoomClient {
  readonly chat: Pick<ChatRoom, 'getView' | 'subscribe' | 'say' | 'again' | 'seen'>;
  getSnapshot(): Snapshot;
  subscribe(listener: () => void): () => void;
  /** Goes into the room, and back into it whenever the way is lost. */
  join(): void;
  /** Tries again at once to get into the room, or there to who shares. */
  retry(): void;
  rename(name: string): void;
  /** Decides who may come in, and more; only the room's host can. */
  order(order: Order): void;
  /** @throws PortholeError when the capture fails; the code is in the Snapshot as well */
  share(wish: ShareWish, open: OpenCapture): Promise<void>;
  stopSharing(reason: MyEndReason): Promise<void>;
  /** Pauses what I share, crops it, mixes a microphone in. Without a share it does nothing. */
  control(control: ShareControl): Promise<void>;
  /**
   * Shares something else from now on, without a gap for the viewers. Without a share it does nothing.
   * @throws PortholeError when the capture fails: what was shared goes on; the code is in the Snapshot as well
   */
  switchSource(open: OpenCapture): Promise<void>;
  /** A picture of all that I capture, as a JPEG's data URL; null where there is none. */
  still(): Promise<string | null>;
  /** How loud what I share is now. */
  levels(): SoundLevels;
  /** How I look at a peer's picture, from now on: it need send no more than that. */
  view(peer: string, viewing: Viewing): void;
  readonly recording: Omit<Recording, 'refresh'>;
  /** What comes to my screen of a peer's picture, as it was measured last; null = nothing. */
  display(peer: string, display: Display | null): void;
  /** The last minutes in numbers. */
  getHistory(): History;
  readonly pointing: RoomPointing;
  /** A peer's live media, or under my own id what I share. */
  streamOf(peer: string): MediaStream | null;
  /** `relayOnly` changed: connections are moved. */
  changePaths(): void;
  /** Leaves the room, closes everything. */
  leave(): Promise<void>;
}

export interface RoomClientOptions {
  readonly link: RoomLink;
  /** Of the link; null for an open room. */
  readonly keys: RoomKeys | null;
  readonly name: string;
  /** For the link's server, where its host asks for one to open a room; null = none. */
  readonly accessToken: string | null;
  readonly memory: RoomMemory;
  /** Asked at each share: encode for each viewer apart, as an ordinary mesh does. */
  readonly compatibility: () => boolean;
  /** Asked for each connection: use the server's relays alone, so that nobody sees my address. */
  readonly relayOnly: () => boolean;
  /** Viewers may point at what I share, at first. */
  readonly pointing: boolean;
  /** Asked when the captured source went away by itself. @returns the reason that the viewers are told */
  readonly whySourceEnded?: () => Promise<MyEndReason>;
  /** Asked while the captured source gives no picture: it is a page that has crashed. */
  readonly hasCrashed?: () => Promise<boolean>;
  /** A recording is over, and all of it on disk. */
  readonly recorded?: (id: string) => void;
}

export function createRoomClient(options: RoomClientOptions): RoomClient {
  const { link, compatibility, relayOnly, whySourceEnded, recorded: kept } = options;
  const listeners = createListeners();
  const told = new Map<string, EndReason>();
  let ended: EndedView | null = null;
  let commandFault: FaultCode | null = null;
  const sharing = createSharing({
    mesh: () => mesh,
    compatibility,
    whySourceEnded,
    tell: (on) => session.dispatch({ type: 'set-sharing', sharing: on }),
    ended(reason) {
      if (recording.view?.peer === session.state.id) void recording.stop();
      ended = { reason, peer: session.state.id };
      publish();
    },
    stands: (stands) => source.stands(stands),
    changed: publish,
  });

  const presence = createPresence({
    ...options,
    engine: () => sharing.engine,
    recorded: (peer) => recording.view?.peer === peer,
    numbers: (peer) => numbers.toldTo(peer),
    shares: () => sharing.share !== null,
    changed: publish,
    shareEnded,
  });
  const { session, mesh, chat, recorders, pointing, source } = presence;
  const network = watchNetwork(() => followNetwork(session, mesh));
  const numbers = createNumbers({ links: mesh.links, snapshot: compose, changed: publish });
  const streamOf = (peer: string) => streamIn(presence, sharing, peer);
  const recording = createRoomRecording(presence, { streamOf, changed: publish, failed, kept });
  let snapshot: Snapshot = compose();

  function shareEnded(peer: string, { reason }: ShareEnded): void {
    told.set(peer, reason);
    session.dispatch({ type: 'peer-ended', id: peer });
    told.delete(peer);
  }

  function failed(code: FaultCode | null): void {
    if (code === commandFault) return;
    commandFault = code;
    publish();
  }

  function compose(): Snapshot {
    return composeSnapshot({
      link,
      session: session.state,
      relayOnly: relayOnly(),
      links: viewLinks(mesh, numbers, sharing.engine, pointing),
      pointing: pointing.said,
      share: sharing.share?.facts ?? null,
      crashed: source.crashed,
      uplink: sharing.engine?.uplink ?? null,
      ended,
      recording: recording.view,
      recorders: recorders.ids,
      fault: commandFault && { code: commandFault },
    });
  }

  function publish(): void {
    recording.refresh();
    const next = compose();
    ended = sharing.share ? null : nextEnded(ended, snapshot.peers, next.peers, told);
    snapshot = { ...next, ended };
    listeners.tell();
  }

  return {
    chat,
    getSnapshot: () => snapshot,
    subscribe: listeners.subscribe,
    ...commandsOf(presence, numbers, relayOnly),
    ...shareCommands(sharing, failed),
    pointing,
    streamOf,
    recording,
    async leave() {
      const kept = recording.stop();
      await sharing.stop('stopped');
      session.dispatch({ type: 'leave' });
      for (const part of [pointing, session, numbers, network, recorders, mesh, sharing, chat]) part.close();
      await kept;
      publish();
      listeners.clear();
    },
  };
}

/** What becomes of my share. What fails is said in the Snapshot too. */
type ShareCommands = Pick<
  RoomClient,
  'share' | 'stopSharing' | 'control' | 'switchSource' | 'still' | 'levels'
>;

function shareCommands(sharing: Sharing, failed: (code: FaultCode | null) => void): ShareCommands {
  async function attempt(command: () => Promise<void> | undefined): Promise<void> {
    failed(null);
    try {
      await command();
    } catch (error) {
      failed(faultCode(error));
      throw error;
    }
  }
  return {
    share: (wish, open) => attempt(() => sharing.start(wish, open)),
    stopSharing: (reason) => sharing.stop(reason),
    control: async (control) => sharing.share?.control(control),
    switchSource: (open) => attempt(() => sharing.share?.switchSource(open)),
    still: async () => (await sharing.share?.still()) ?? null,
    levels: () => sharing.share?.levels() ?? { source: null, microphone: null },
  };
}

/** What is just passed on. */
type Commands = Pick<
  RoomClient,
  'join' | 'retry' | 'order' | 'rename' | 'view' | 'display' | 'getHistory' | 'changePaths'
>;

function commandsOf({ session, mesh }: Presence, numbers: Numbers, relayOnly: () => boolean): Commands {
  return {
    join: () => session.dispatch({ type: 'start' }),
    retry() {
      session.dispatch({ type: 'retry' });
      for (const { id, sharing } of session.state.peers.values()) if (sharing) mesh.retry(id);
    },
    order: (order) => session.dispatch({ type: 'order', order }),
    rename: (name) => session.dispatch({ type: 'rename', name }),
    view: (peer, viewing) => mesh.view(peer, viewing),
    display: numbers.display,
    getHistory: () => numbers.history,
    changePaths: () => (relayOnly() ? mesh.reopen() : mesh.restart()),
  };
}

/** A peer's live media, or under my own id what I share. */
function streamIn({ session, mesh }: Presence, { share }: Sharing, peer: string): MediaStream | null {
  return peer === session.state.id ? (share?.stream ?? null) : (mesh.links.get(peer)?.remote ?? null);
}

/** What runs over another network has to find its way anew. */
function followNetwork(session: SessionRunner, mesh: Mesh): void {
  session.dispatch({ type: 'network-changed' });
  mesh.restart();
}
