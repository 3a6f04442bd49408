import { faultCode, PortholeError } from '../core/faults.ts';
import { parseRoomLink } from '../core/room-link.ts';
import type { History } from '../core/history.ts';
import type { Order } from '../core/host/hosting.ts';
import { IDLE, type EndReason, type PeerView, type Snapshot } from '../core/snapshot.ts';
import { captureDisplay, captureTab } from '../rtc/capture.ts';
import { playBack } from '../rtc/monitor.ts';
import { schedule } from '../rtc/schedule.ts';
import { createRoomClient, type RoomClient } from '../rtc/room-client.ts';
import type { OpenCapture } from '../rtc/share.ts';
import { createBadge } from './badge.ts';
import type { Badge, OffscreenShareRequest, PointingChoice, RecordStep, ShareOver } from './message-check.ts';
import type { Outcome } from './messages.ts';
import { createOverlay, type Overlay } from './overlay.ts';
import { createChatSwitch } from './chat-switch.ts';
import type { ChatControls, HistorySource, SnapshotSource } from './room-host.ts';

/** Owns the sharer's RoomClient: one share at a time. */
export interface OffscreenHost extends SnapshotSource, HistorySource {
  readonly chat: ChatControls;
  share(request: OffscreenShareRequest): Promise<Outcome>;
  stop(): Promise<void>;
  order(order: Order): Promise<void>;
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
  readonly endPlayback: () => void;
  readonly overlay: Overlay;
}

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
  const chat = createChatSwitch();
  chat.controls.subscribe(() => badge.show(getSnapshot(), chat.controls.getView()));

  function changed(): void {
    const snapshot = getSnapshot();
    const { share, phase } = snapshot;
    badge.show(snapshot, chat.controls.getView());
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
    chat.use(null);
    last = closing(over.client.getSnapshot());
    finishing = finishing.then(() => leave(over));
  }

  async function leave({ shareId, client, endPlayback, overlay }: Sharing): Promise<void> {
    endPlayback();
    overlay.close();
    await client.leave();
    badge.clear();
    options.over({ shareId, last });
  }

  async function start(request: OffscreenShareRequest): Promise<void> {
    asked = request.shareId;
    finish();
    await finishing;
    ({ relayOnly } = request);
    const client = clientFor(request, options, () => relayOnly);
    try {
      await client.share(request.choice, opener(request));
    } catch (error) {
      await client.leave();
      throw error;
    }
    const stream = client.streamOf(client.getSnapshot().me?.id ?? '');
    const endPlayback = request.source === 'tab' && stream ? playBack(stream) : () => undefined;
    const overlay = overlayFor(client, request.tabId, options);
    overlay.show(request.pointing.allowed && request.pointing.onTab);
    sharing = { shareId: request.shareId, client, endPlayback, overlay };
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
    async order(order) {
      if (!sharing) return;
      const { client } = sharing;
      client.order(order);
      // Refused while the server is away: whoever waits for the end of the room still waits.
      const isRefused = client.getSnapshot().phase !== 'joined';
      if (order.action === 'end' && !isRefused) await client.stopSharing('stopped');
    },
    record: (step) => sharing && record(sharing.client, step),
    setPointing({ allowed, onTab }) {
      sharing?.client.pointing.allow(allowed);
      sharing?.overlay.show(allowed && onTab);
    },
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

function clientFor(
  request: OffscreenShareRequest,
  options: OffscreenHostOptions,
  relayOnly: () => boolean,
): RoomClient {
  return createRoomClient({
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
    relayOnly,
    pointing: request.pointing.allowed,
    recorded: options.recorded,
    whySourceEnded: () => options.whyEnded(request.tabId),
    hasCrashed: async () => request.tabId !== null && options.hasCrashed(request.tabId),
  });
}

function overlayFor(client: RoomClient, tabId: number | null, options: OffscreenHostOptions): Overlay {
  const { showOverlay: inject, pointerLabel: labelOf } = options;
  return createOverlay({ client, tabId, inject, labelOf, schedule });
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

function opener({ source, streamId, choice }: OffscreenShareRequest): OpenCapture {
  if (source === 'display') return (events) => captureDisplay(choice, events);
  if (streamId === null) throw new PortholeError('internal', 'a tab without its stream id');
  return (events) => captureTab(streamId, choice, events);
}
