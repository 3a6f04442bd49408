import { composeSnapshot, nextEnded } from '../core/compose-snapshot.ts';
import { faultCode, type FaultCode } from '../core/faults.ts';
import { createListeners } from '../core/listeners.ts';
import type { Order } from '../core/host/hosting.ts';
import type { ShareEnded } from '../core/peer-message.ts';
import type { RoomKeys } from '../core/room-key.ts';
import type { RoomLink } from '../core/room-link.ts';
import type { EndedView, EndReason, Snapshot } from '../core/snapshot.ts';
import type { History } from '../core/history.ts';
import type { Display } from '../core/report.ts';
import type { Viewing } from '../core/wish.ts';
import type { ChatRoom } from './chat-room.ts';
import type { Engine } from './engine/engine.ts';
import { createEngines } from './engines.ts';
import type { RoomMemory } from './host-keeper.ts';
import type { Mesh } from './mesh.ts';
import { createNumbers, type Numbers } from './numbers.ts';
import type { RoomPointing } from './pointing.ts';
import { createPresence, type Presence } from './presence.ts';
import { viewLinks } from './link-views.ts';
import { watchNetwork } from './network-watch.ts';
import type { SessionRunner } from './session-runner.ts';
import type { Recording } from './recording/recording.ts';
import { createRoomRecording } from './room-recording.ts';
import { startShare, type OpenCapture, type Share, type ShareWish } from './share.ts';

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

type MyEndReason = Exclude<EndReason, 'left'>;

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
  let share: Share | null = null;
  /** Of the share under way or the last one; made when I share for the first time. */
  let engine: Engine | null = null;
  const engines = createEngines();
  /** The farewell of the last share. */
  let ending: Promise<void> = Promise.resolve();
  let ended: EndedView | null = null;
  let commandFault: FaultCode | null = null;

  const presence = createPresence({
    ...options,
    engine: () => engine,
    recorded: (peer) => recording.view?.peer === peer,
    numbers: (peer) => numbers.toldTo(peer),
    shares: () => share !== null,
    changed: publish,
    shareEnded,
  });
  const { session, mesh, chat, recorders, pointing, source } = presence;
  const network = watchNetwork(() => followNetwork(session, mesh));
  const numbers = createNumbers({ links: mesh.links, snapshot: compose, changed: publish });
  const streamOf = (peer: string) => streamIn(presence, share, peer);
  const recording = createRoomRecording(presence, { streamOf, changed: publish, failed, kept });
  let snapshot: Snapshot = compose();

  function shareEnded(peer: string, { reason }: ShareEnded): void {
    told.set(peer, reason);
    session.dispatch({ type: 'peer-ended', id: peer });
    told.delete(peer);
  }

  function failed(code: FaultCode): void {
    commandFault = code;
    publish();
  }

  function compose(): Snapshot {
    return composeSnapshot({
      link,
      session: session.state,
      relayOnly: relayOnly(),
      links: viewLinks(mesh, numbers, engine, pointing),
      pointing: pointing.said,
      share: share?.facts ?? null,
      crashed: source.crashed,
      uplink: engine?.uplink ?? null,
      ended,
      recording: recording.view,
      recorders: recorders.ids,
      fault: commandFault && { code: commandFault },
    });
  }

  function publish(): void {
    recording.refresh();
    const next = compose();
    ended = share ? null : nextEnded(ended, snapshot.peers, next.peers, told);
    snapshot = { ...next, ended };
    listeners.tell();
  }

  async function startSharing(wish: ShareWish, open: OpenCapture): Promise<void> {
    commandFault = null;
    const encodeOnce = !compatibility();
    engine = await engines.open(encodeOnce, engine);
    const before = share;
    const events = { changed: publish, sourceEnded: () => void sourceEnded(), stands: source.stands };
    share = await startShare(mesh, { ...wish, encodeOnce }, open, events);
    before?.release();
    session.dispatch({ type: 'set-sharing', sharing: true });
  }

  /** Whoever asks while a share ends waits with it: leaving before the viewers have heard would cut them off. */
  async function stopSharing(reason: MyEndReason): Promise<void> {
    if (share) {
      if (recording.view?.peer === session.state.id) void recording.stop();
      const last = share;
      share = null;
      ended = { reason, peer: session.state.id };
      // Begun before it is published: what hears of the end may leave the room at once.
      ending = last.stop(reason).then(() => session.dispatch({ type: 'set-sharing', sharing: false }));
      publish();
    }
    await ending;
  }

  const sourceEnded = async () => stopSharing((await whySourceEnded?.()) ?? 'source-ended');

  return {
    chat,
    getSnapshot: () => snapshot,
    subscribe: listeners.subscribe,
    ...commandsOf(presence, numbers, relayOnly),
    share: (wish, open) => startSharing(wish, open).catch(failedWith(failed)),
    stopSharing,
    pointing,
    streamOf,
    recording,
    async leave() {
      const kept = recording.stop();
      await stopSharing('stopped');
      session.dispatch({ type: 'leave' });
      for (const part of [pointing, session, numbers, network, recorders, mesh, engines, chat]) part.close();
      await kept;
      publish();
      listeners.clear();
    },
  };
}

function failedWith(say: (code: FaultCode) => void): (error: unknown) => never {
  return (error) => {
    say(faultCode(error));
    throw error;
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
function streamIn({ session, mesh }: Presence, share: Share | null, peer: string): MediaStream | null {
  return peer === session.state.id ? (share?.stream ?? null) : (mesh.links.get(peer)?.remote ?? null);
}

/** What runs over another network has to find its way anew. */
function followNetwork(session: SessionRunner, mesh: Mesh): void {
  session.dispatch({ type: 'network-changed' });
  mesh.restart();
}
