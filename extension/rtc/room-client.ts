import { composeSnapshot, nextEnded, type LinkView } from '../core/compose-snapshot.ts';
import { faultCode, type FaultCode } from '../core/faults.ts';
import { createListeners } from '../core/listeners.ts';
import type { Order } from '../core/host/hosting.ts';
import type { ShareEnded } from '../core/peer-message.ts';
import type { RoomKeys } from '../core/room-key.ts';
import type { RoomLink } from '../core/room-link.ts';
import type { EndedView, EndReason, Snapshot } from '../core/snapshot.ts';
import { withPicture } from '../core/stats.ts';
import type { Viewing } from '../core/wish.ts';
import type { Engine } from './engine/engine.ts';
import { createEngines } from './engines.ts';
import type { RoomMemory } from './host-keeper.ts';
import type { Mesh } from './mesh.ts';
import type { PointingKeeper, RoomPointing } from './pointing.ts';
import { createPresence } from './presence.ts';
import { watchNetwork } from './network-watch.ts';
import type { SessionRunner } from './session-runner.ts';
import { startShare, type OpenCapture, type Share, type ShareWish } from './share.ts';
import { createStatsPoller, type StatsPoller } from './stats-poller.ts';

/** One member's whole presence in one room: socket, mesh, share. Its Snapshot says everything that there is to see. */
export interface RoomClient {
  getSnapshot(): Snapshot;
  subscribe(listener: () => void): () => void;
  /** Goes into the room, and back into it whenever the way is lost. */
  join(): void;
  /** Tries again at once. */
  retry(): void;
  rename(name: string): void;
  /** Decides who may come in, and more; only the room's host can. */
  order(order: Order): void;
  /** @throws PortholeError when the capture fails; the code is in the Snapshot as well */
  share(wish: ShareWish, open: OpenCapture): Promise<void>;
  stopSharing(reason: MyEndReason): Promise<void>;
  /** How I look at a peer's picture, from now on: it need send no more than that. */
  view(peer: string, viewing: Viewing): void;
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
}

export function createRoomClient(options: RoomClientOptions): RoomClient {
  const { link, compatibility, relayOnly, whySourceEnded } = options;
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

  const { session, mesh, pointing } = createPresence({
    ...options,
    engine: () => engine,
    shares: () => share !== null,
    changed: publish,
    shareEnded,
  });
  const network = watchNetwork(() => followNetwork(session, mesh));
  const stats = createStatsPoller(mesh.links, publish);
  let snapshot: Snapshot = compose();

  function shareEnded(peer: string, { reason }: ShareEnded): void {
    told.set(peer, reason);
    session.dispatch({ type: 'peer-ended', id: peer });
    told.delete(peer);
  }

  function compose(): Snapshot {
    return composeSnapshot({
      link,
      session: session.state,
      relayOnly: relayOnly(),
      links: viewLinks(mesh, stats, engine, pointing),
      pointing: pointing.said,
      share: share?.facts ?? null,
      uplink: engine?.uplink ?? null,
      ended,
      fault: commandFault && { code: commandFault },
    });
  }

  function publish(): void {
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
    const events = { changed: publish, sourceEnded: () => void sourceEnded() };
    share = await startShare(mesh, { ...wish, encodeOnce }, open, events);
    before?.release();
    session.dispatch({ type: 'set-sharing', sharing: true });
  }

  /** Whoever asks while a share ends waits with it: leaving before the viewers have heard would cut them off. */
  async function stopSharing(reason: MyEndReason): Promise<void> {
    if (share) {
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
    getSnapshot: () => snapshot,
    subscribe: listeners.subscribe,
    join: () => session.dispatch({ type: 'start' }),
    retry: () => session.dispatch({ type: 'retry' }),
    order: (order) => session.dispatch({ type: 'order', order }),
    rename: (next) => session.dispatch({ type: 'rename', name: next }),
    async share(wish, open) {
      try {
        await startSharing(wish, open);
      } catch (error) {
        commandFault = faultCode(error);
        publish();
        throw error;
      }
    },
    stopSharing,
    pointing,
    view: (peer, viewing) => mesh.view(peer, viewing),
    changePaths: () => (relayOnly() ? mesh.reopen() : mesh.restart()),
    streamOf(peer) {
      return peer === session.state.id ? (share?.stream ?? null) : (mesh.links.get(peer)?.remote ?? null);
    },
    async leave() {
      await stopSharing('stopped');
      session.dispatch({ type: 'leave' });
      for (const part of [pointing, session, stats, network, mesh, engines]) part.close();
      publish();
      listeners.clear();
    },
  };
}

/** What runs over another network has to find its way anew. */
function followNetwork(session: SessionRunner, mesh: Mesh): void {
  session.dispatch({ type: 'network-changed' });
  mesh.restart();
}

const CUT_OFF: LinkView = {
  state: 'cut-off',
  media: false,
  receiving: null,
  sending: null,
  shown: null,
  rung: null,
  code: null,
  pointing: null,
  points: false,
};

/** What there is to see of each Link. */
function viewLinks(
  mesh: Mesh,
  stats: StatsPoller,
  engine: Engine | null,
  { points }: PointingKeeper,
): ReadonlyMap<string, LinkView> {
  const views = [...mesh.links].map(([peer, link]): [string, LinkView] => {
    const { sending, receiving } = stats.of(peer);
    const { state, code, pointing } = link;
    const view = { state, media: link.remote !== null, code, receiving, pointing, points: points(peer) };
    const told = { shown: link.remote && link.shown, rung: engine?.shownTo(peer) ?? null };
    // The statistics of a connection that is fed by a rung tell the size and rate of its dummy.
    return [
      peer,
      { ...view, ...told, sending: sending && withPicture(sending, engine?.pictureOf(peer) ?? null) },
    ];
  });
  const cut = [...mesh.cutOff].map((peer): [string, LinkView] => [peer, CUT_OFF]);
  return new Map([...views, ...cut]);
}
