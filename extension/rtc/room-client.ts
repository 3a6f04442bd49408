import { composeSnapshot, nextEnded, type LinkView } from '../core/compose-snapshot.ts';
import { faultCode, type FaultCode } from '../core/faults.ts';
import type { ShareEnded } from '../core/peer-message.ts';
import type { RoomLink } from '../core/room-link.ts';
import type { EndedView, EndReason, Snapshot } from '../core/snapshot.ts';
import { withPicture } from '../core/stats.ts';
import { openEngine, type Engine } from './engine/engine.ts';
import { createMesh, type Mesh } from './mesh.ts';
import { schedule } from './schedule.ts';
import { createSessionRunner } from './session-runner.ts';
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
  /** @throws PortholeError when the capture fails; the code is in the Snapshot as well */
  share(wish: ShareWish, open: OpenCapture): Promise<void>;
  stopSharing(reason: MyEndReason): Promise<void>;
  /** A peer's live media, or under my own id what I share. */
  streamOf(peer: string): MediaStream | null;
  /** Leaves the room, closes everything. */
  leave(): Promise<void>;
}

type MyEndReason = Exclude<EndReason, 'left'>;

export interface RoomClientOptions {
  readonly link: RoomLink;
  readonly name: string;
  /** For the link's server, where its host asks for one to open a room; null = none. */
  readonly accessToken: string | null;
  /** Asked at each share: encode for each viewer apart, as an ordinary mesh does. */
  readonly compatibility: () => boolean;
  /** Asked when the captured source went away by itself. @returns the reason that the viewers are told */
  readonly whySourceEnded?: () => Promise<MyEndReason>;
}

export function createRoomClient(options: RoomClientOptions): RoomClient {
  const { link, name, accessToken, compatibility, whySourceEnded } = options;
  const listeners = new Set<() => void>();
  const told = new Map<string, EndReason>();
  let share: Share | null = null;
  /** Made when I share for the first time. */
  let engine: Engine | null = null;
  /** The farewell of the last share. */
  let ending: Promise<void> = Promise.resolve();
  let ended: EndedView | null = null;
  let commandFault: FaultCode | null = null;

  const session = createSessionRunner({ link, name, accessToken, mesh: () => mesh, changed: publish });
  const mesh = createMesh({
    room: link.room,
    schedule,
    engine: () => engine,
    me: () => session.state.id,
    iceServers: () => session.state.iceServers,
    relay: (relay) => session.dispatch({ type: 'relay', relay }),
    changed: publish,
    heard,
  });
  const stats = createStatsPoller(mesh.links, publish);
  let snapshot: Snapshot = compose();

  function heard(peer: string, message: ShareEnded): void {
    told.set(peer, message.reason);
    session.dispatch({ type: 'peer-ended', id: peer });
    told.delete(peer);
  }

  function compose(): Snapshot {
    const fault = commandFault && { code: commandFault };
    return composeSnapshot({
      link,
      session: session.state,
      links: viewLinks(mesh, stats, engine),
      share: share?.facts ?? null,
      ended,
      fault,
    });
  }

  function publish(): void {
    const next = compose();
    ended = share ? null : nextEnded(ended, snapshot.peers, next.peers, told);
    snapshot = { ...next, ended };
    for (const listener of listeners) listener();
  }

  async function startSharing(wish: ShareWish, open: OpenCapture): Promise<void> {
    commandFault = null;
    const encodeOnce = !compatibility();
    engine ??= encodeOnce ? await openEngine() : null;
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
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    join: () => session.dispatch({ type: 'start' }),
    retry: () => session.dispatch({ type: 'retry' }),
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
    streamOf(peer) {
      return peer === session.state.id ? (share?.stream ?? null) : (mesh.links.get(peer)?.remote ?? null);
    },
    async leave() {
      await stopSharing('stopped');
      session.dispatch({ type: 'leave' });
      session.close();
      stats.close();
      mesh.close();
      engine?.close();
      publish();
      listeners.clear();
    },
  };
}

/** What there is to see of each Link. */
function viewLinks(mesh: Mesh, stats: StatsPoller, engine: Engine | null): ReadonlyMap<string, LinkView> {
  const views = [...mesh.links].map(([peer, link]): [string, LinkView] => {
    const { sending, receiving } = stats.of(peer);
    const view = { state: link.state, media: link.remote !== null, receiving };
    // The statistics of a connection that is fed by a rung tell the size and rate of its dummy.
    return [peer, { ...view, sending: sending && withPicture(sending, engine?.pictureOf(peer) ?? null) }];
  });
  return new Map(views);
}
