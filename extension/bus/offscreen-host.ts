import { faultCode, PortholeError } from '../core/faults.ts';
import { parseRoomLink } from '../core/room-link.ts';
import type { History } from '../core/history.ts';
import type { Order } from '../core/host/hosting.ts';
import type { ShareControl, SoundLevels } from '../core/share-control.ts';
import { noteUplink, type UplinkRecord } from '../core/uplink-budget.ts';
import { IDLE, type EndReason, type PeerView, type Snapshot } from '../core/snapshot.ts';
import { captureDisplay, captureTab, type Capture, type CaptureWish } from '../rtc/capture.ts';
import { playBack } from '../rtc/monitor.ts';
import { createRoomClient, type RoomClient, type RoomClientOptions } from '../rtc/room-client.ts';
import { repeat } from '../rtc/schedule.ts';
import type { OpenCapture } from '../rtc/share.ts';
import { createBadge } from './badge.ts';
import type {
  Badge,
  OffscreenShareRequest,
  OffscreenSwitchRequest,
  PointingChoice,
  RecordStep,
  ShareOver,
} from './message-check.ts';
import type { Outcome } from './messages.ts';
import { createSharedTab, type SharedTab } from './shared-tab.ts';
import { createChatSwitch } from './chat-switch.ts';
import type { ChatControls, HistorySource, SnapshotSource } from './room-host.ts';

/** Owns the sharer's RoomClient: one share at a time. */
export interface OffscreenHost extends SnapshotSource, HistorySource {
  readonly chat: ChatControls;
  share(request: OffscreenShareRequest): Promise<Outcome>;
  stop(): Promise<void>;
  order(order: Order): Promise<void>;
  control(control: ShareControl): Promise<void>;
  /** Shares something else in the share under way. */
  switchSource(request: OffscreenSwitchRequest): Promise<Outcome>;
  /** A picture of what is captured, as a JPEG's data URL. */
  still(): Promise<string | null>;
  levels(): SoundLevels;
  /** The worker has to be awake, so as to see the shared tab leave its site. */
  setGuarded(guarded: boolean): void;
  /** Records what is shared, or no more. */
  record(step: RecordStep): void;
  /** Whether viewers may point, and where that is seen, from now on. */
  setPointing(choice: PointingChoice): void;
  /** The person chose, or chose no longer, to be reached through relays alone: connections are moved. */
  setRelayOnly(relayOnly: boolean): void;
}

export interface OffscreenHostOptions {
  readonly badge: (badge: Badge) => void;
  /** The share is over for good; nothing is open any more. */
  readonly over: (over: ShareOver) => void;
  readonly keepHostKey: (link: string, hostKey: string | null) => void;
  readonly uplink: (record: UplinkRecord) => void;
  /** Keeps the worker from going to sleep for half a minute. */
  readonly wakeWorker: () => void;
  /** A recording is on disk. */
  readonly recorded: (id: string) => void;
  readonly whyEnded: (tabId: number | null) => Promise<Exclude<EndReason, 'left'>>;
  readonly hasCrashed: (tabId: number) => Promise<boolean>;
  /** Puts the script that draws pointers into a tab. @returns false where that cannot be */
  readonly showOverlay: (tabId: number) => Promise<boolean>;
  /** What stands beside a viewer's pointer. */
  readonly pointerLabel: (peer: PeerView) => string;
}

interface Sharing {
  readonly shareId: string;
  readonly client: RoomClient;
  readonly tab: SharedTab;
  readonly choice: CaptureWish;
}

/** ms: Chrome ends a worker that had nothing to do for 30 s. */
const WAKE_MS = 20_000;

export function createOffscreenHost(options: OffscreenHostOptions): OffscreenHost {
  const listeners = new Set<() => void>();
  let sharing: Sharing | null = null;
  /** Shown while nothing is shared. */
  let last: Snapshot = IDLE;
  /** The farewell of the share before: the next one waits for it. */
  let finishing: Promise<void> = Promise.resolve();
  /** The share that was asked for last, which may still be waiting for the person's choice of a source. */
  let asked: string | null = null;
  const badge = createBadge(options.badge);
  let relayOnly = false;
  let uplink: UplinkRecord | null = null;
  const awake = createWake(options.wakeWorker);
  const chat = createChatSwitch();
  chat.controls.subscribe(() => badge.show(getSnapshot(), chat.controls.getView()));

  function changed(): void {
    const snapshot = getSnapshot();
    const { share, phase } = snapshot;
    badge.show(snapshot, chat.controls.getView());
    if (share) uplink = noteUplink(uplink, share, snapshot.peers);
    for (const listener of listeners) listener();
    // The room refused us, or the share ended: there is nothing to hold any more.
    if (sharing && (phase === 'failed' || !share)) finish();
  }

  function getSnapshot(): Snapshot {
    return sharing?.client.getSnapshot() ?? last;
  }

  function finish(): void {
    if (!sharing) return;
    const over = sharing;
    sharing = null;
    awake.keep(false);
    if (uplink) options.uplink(uplink);
    uplink = null;
    chat.use(null);
    last = closing(over.client.getSnapshot());
    finishing = finishing.then(() => leave(over));
  }

  async function leave({ shareId, client, tab }: Sharing): Promise<void> {
    tab.close();
    await client.leave();
    badge.clear();
    options.over({ shareId, last });
  }

  async function start(request: OffscreenShareRequest): Promise<void> {
    asked = request.shareId;
    finish();
    await finishing;
    ({ relayOnly } = request);
    let tab: SharedTab | null = null;
    const tabId = () => (tab ? tab.id : request.tabId);
    const client = clientFor(request, options, {
      relayOnly: () => relayOnly,
      whySourceEnded: () => options.whyEnded(tabId()),
      hasCrashed: async () => hasCrashed(tabId(), options),
    });
    try {
      await client.share(request.choice, opener(request, request.choice));
    } catch (error) {
      await client.leave();
      throw error;
    }
    tab = tabFor(client, request, options);
    sharing = { shareId: request.shareId, client, tab, choice: request.choice };
    client.subscribe(changed);
    chat.use(client);
    client.join();
  }

  function subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  return {
    chat: chat.controls,
    getSnapshot,
    subscribe,
    getHistory: () => sharing?.client.getHistory() ?? NO_HISTORY,
    followHistory: subscribe,
    async share(request) {
      try {
        await start(request);
        return { ok: true };
      } catch (error) {
        return { ok: false, code: faultCode(error) };
      }
    },
    ...shareCommands(() => sharing),
    setGuarded: awake.keep,
    record: (step) => sharing && record(sharing.client, step),
    setPointing: (choice) => sharing?.tab.setPointing(choice),
    setRelayOnly(next) {
      if (next === relayOnly) return;
      relayOnly = next;
      sharing?.client.changePaths();
    },
    async stop() {
      if (sharing) return sharing.client.stopSharing('stopped');
      await finishing;
      // Nothing is held, or only the browser's picker is open: closing the document takes it back.
      if (!sharing) options.over({ shareId: asked, last: IDLE });
    },
  };
}

const NO_HISTORY: History = [];

/** What is done to the share under way. */
type ShareCommands = Pick<OffscreenHost, 'order' | 'control' | 'switchSource' | 'still' | 'levels'>;

function shareCommands(current: () => Sharing | null): ShareCommands {
  return {
    async order(order) {
      const client = current()?.client;
      if (!client) return;
      client.order(order);
      // Refused while the server is away: whoever waits for the end of the room still waits.
      const isRefused = client.getSnapshot().phase !== 'joined';
      if (order.action === 'end' && !isRefused) await client.stopSharing('stopped');
    },
    control: async (control) => current()?.client.control(control),
    async switchSource(request) {
      const sharing = current();
      if (!sharing) return { ok: false, code: 'offscreen-gone' };
      const { client, tab, choice } = sharing;
      try {
        await client.switchSource(opener(request, choice));
        tab.move(request.tabId);
        return { ok: true };
      } catch (error) {
        return { ok: false, code: faultCode(error) };
      }
    },
    still: async () => (await current()?.client.still()) ?? null,
    levels: () => current()?.client.levels() ?? { source: null, microphone: null },
  };
}

/** Has the worker stay awake for as long as it is asked to. */
function createWake(wakeWorker: () => void): { keep(on: boolean): void } {
  let letSleep: (() => void) | null = null;
  return {
    keep(on) {
      letSleep?.();
      letSleep = on ? repeat(WAKE_MS, wakeWorker) : null;
    },
  };
}

function clientFor(
  request: OffscreenShareRequest,
  options: OffscreenHostOptions,
  asked: Pick<RoomClientOptions, 'relayOnly' | 'whySourceEnded' | 'hasCrashed'>,
): RoomClient {
  return createRoomClient({
    ...asked,
    link: parseRoomLink(request.link),
    keys: request.keys,
    name: request.name,
    accessToken: request.accessToken,
    memory: {
      hostKey: request.hostKey,
      pass: request.pass,
      keepHostKey: (key) => options.keepHostKey(request.link, key),
    },
    compatibility: () => request.compatibility,
    pointing: request.pointing.allowed,
    recorded: options.recorded,
  });
}

async function hasCrashed(tabId: number | null, options: OffscreenHostOptions): Promise<boolean> {
  return tabId !== null && options.hasCrashed(tabId);
}

function tabFor(
  client: RoomClient,
  { tabId, pointing }: OffscreenShareRequest,
  { showOverlay, pointerLabel }: OffscreenHostOptions,
): SharedTab {
  return createSharedTab({ client, id: tabId, pointing, inject: showOverlay, labelOf: pointerLabel });
}

function record({ recording, getSnapshot }: RoomClient, step: RecordStep): void {
  if (step === 'start') recording.start(getSnapshot().me?.id ?? '');
  else void recording[step]();
}

/** What is left to say of a share that is over. */
function closing(snapshot: Snapshot): Snapshot {
  const failed = snapshot.phase === 'failed';
  // A server that was out of reach matters no more; a refusal does.
  return {
    ...snapshot,
    phase: failed ? 'failed' : 'idle',
    fault: failed ? snapshot.fault : null,
    peers: [],
    waiting: [],
    share: null,
  };
}

function opener(
  { source, streamId }: Pick<OffscreenSwitchRequest, 'source' | 'streamId'>,
  choice: CaptureWish,
): OpenCapture {
  if (source === 'display') return (events) => captureDisplay(choice, events);
  if (streamId === null) throw new PortholeError('internal', 'a tab without its stream id');
  return async (events) => withPlayback(await captureTab(streamId, choice, events));
}

/** The sharer goes on hearing the tab for as long as it is captured. */
function withPlayback(capture: Capture): Capture {
  const endPlayback = playBack(capture.stream);
  return {
    ...capture,
    get size() {
      return capture.size;
    },
    stop() {
      endPlayback();
      capture.stop();
    },
  };
}
