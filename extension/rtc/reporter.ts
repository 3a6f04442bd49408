import {
  MAX_MS,
  parseReportMessage,
  reportBetween,
  type ReceivedPicture,
  type Display,
  type Making,
  type Report,
  type ReportMessage,
} from '../core/report.ts';
import { AWAKE, isBehind, lookAgain, type Reception } from '../core/waking.ts';
import type { Shown } from '../core/shown.ts';
import type { StatsEntry } from '../core/stats.ts';
import type { Viewing } from '../core/wish.ts';
import { createFlowWatch } from './flow-watch.ts';
import { receives } from './remote-media.ts';
import type { Schedule } from './schedule.ts';
import { statsEntries } from './stats-entries.ts';

/** What the peer said last of my picture. */
export interface LatestReport {
  readonly report: Report;
  /** ms, of `performance.now()`, when it came */
  readonly at: number;
  /** ms since it came; a browser runs a hidden viewer's timers once a second */
  readonly ageMs: number;
  /** ms there and back over the report channel; null before the first ping is answered */
  readonly roundTripMs: number | null;
}

/** Reports what I receive, hears what the peer reports of what I send. */
export interface Reporter {
  /** null before the first report */
  readonly latest: LatestReport | null;
  /** What the peer says that it sends me, and why no more; null while it does not say. */
  readonly shown: Shown | null;
  /** How the peer says that it makes what it sends me; null while it does not say. */
  readonly making: Making | null;
  /** The channel and the connection are closed by their owner. */
  close(): void;
}

/** As much of an RTCPeerConnection as is asked. */
interface Connection {
  getTransceivers(): readonly (Pick<RTCRtpTransceiver, 'currentDirection'> & {
    readonly receiver: Receiver;
  })[];
}

interface Receiver {
  readonly track: Pick<MediaStreamTrack, 'kind'>;
  getStats(): Promise<Pick<RTCStatsReport, 'forEach'>>;
  getSynchronizationSources(): readonly Pick<RTCRtpSynchronizationSource, 'timestamp'>[];
}

/** As much of an RTCDataChannel as is used. */
interface Channel extends Pick<EventTarget, 'addEventListener'> {
  readonly readyState: RTCDataChannelState;
  readonly bufferedAmount: number;
  send(data: string): void;
}

export interface ReporterOptions {
  readonly connection: Connection;
  /** Unordered and without retransmission: a report that comes late is worth nothing. */
  readonly channel: Channel;
  readonly schedule: Schedule;
  /** Whether the peer sends me a picture: as long as it does, I report. */
  readonly receiving: () => boolean;
  /** How I look at the picture. */
  readonly viewing: () => Viewing;
  /** It is recorded: all of it is wanted, whoever looks and however small it is shown. */
  readonly recorded?: () => boolean;
  /** What the peer is sent; null = nothing, or not known. */
  readonly showing: () => Shown | null;
  /** How that is made. */
  readonly making: () => Making | null;
  /** What comes to my screen of what the peer sends; null = nothing, or not known. */
  readonly display: () => Display | null;
  /** Since a sleep the picture is held back by its buffer: it is live over a new connection. Told again while it is so. */
  readonly behind?: () => void;
  /** The peer says that my picture stopped to come. */
  readonly stopped?: () => void;
  /** The peer reports. @param at ms, of `performance.now()` */
  readonly heard?: (report: Report, at: number) => void;
}

/** ms between two reports: four make the second after which a viewer without a picture is helped. */
const REPORT_MS = 250;
const NOTHING_TOLD = { shown: null, making: null };
/** Messages a second that are read; five times what an honest peer sends. */
const READ_PER_SECOND = 20;

export function createReporter({
  connection,
  channel,
  schedule,
  receiving,
  viewing,
  recorded = () => false,
  showing,
  making,
  display,
  behind,
  stopped,
  heard,
}: ReporterOptions): Reporter {
  const scope = new AbortController();
  const mayRead = createThrottle(READ_PER_SECOND);
  let cancel = schedule(REPORT_MS, tick);
  let before: StatsEntry | null = null;
  let waking = AWAKE;
  let ping: { readonly echo: number; readonly heardAt: number } | null = null;
  let told: { readonly shown: Shown | null; readonly making: Making | null } = NOTHING_TOLD;
  let latest: Omit<LatestReport, 'ageMs'> | null = null;

  function tick(): void {
    // A connection that closes while it is asked has nothing to report.
    void report()
      .catch(() => undefined)
      .finally(next);
  }

  function next(): void {
    if (!scope.signal.aborted) cancel = schedule(REPORT_MS, tick);
  }

  async function report(hasStopped = false): Promise<void> {
    const now = receiving() ? await readPicture(connection) : null;
    if (now) {
      const seen = { ...viewing(), hidden: isUnseen() };
      const wanted = recorded() ? { ...seen, hidden: false, tile: null } : seen;
      const received = reportBetween(before, now);
      say({ type: 'report', ...received, stopped: hasStopped, ...wanted, display: display(), ...answer() });
      waking = lookAgain(waking, receptionOf(now, received));
    } else waking = AWAKE;
    if (!receiving()) told = NOTHING_TOLD;
    before = now;
    // Last: who is told may close all this.
    if (isBehind(waking)) behind?.();
  }

  /** What the sharer's clock said last, and how long ago that was; a ping from before a long pause says nothing. */
  function answer(): Pick<Report, 'echo' | 'heldMs'> {
    const heldMs = ping ? performance.now() - ping.heardAt : MAX_MS;
    return ping && heldMs < MAX_MS ? { echo: ping.echo, heldMs } : { echo: null, heldMs: 0 };
  }

  /** Says nothing while older words still wait: they would only grow older. */
  function say(message: ReportMessage): void {
    if (scope.signal.aborted || channel.readyState !== 'open' || channel.bufferedAmount > 0) return;
    channel.send(JSON.stringify(message));
  }

  function hear(data: unknown): void {
    const at = performance.now();
    const message = mayRead(at) ? parseReportMessage(data) : null;
    if (message?.type === 'ping') {
      ping = { echo: message.at, heardAt: at };
      told = message;
    }
    if (message?.type === 'report') hearReport(message, at);
  }

  function hearReport(report: Report, at: number): void {
    const { echo, heldMs } = report;
    // An echo of what I have not said yet is made up; one older than the last was overtaken on its way.
    if (echo !== null && (echo > at || echo < (latest?.report.echo ?? 0))) return;
    // Browsers blur their clocks: a short way can seem to take less than no time.
    latest = { report, at, roundTripMs: echo === null ? null : Math.max(0, at - echo - heldMs) };
    heard?.(report, at);
    if (report.stopped) stopped?.();
    say({ type: 'ping', at: performance.now(), shown: showing(), making: making() });
  }

  // Of a picture that stops the sharer hears at once.
  const flow = createFlowWatch(
    schedule,
    () => (isUnseen() ? null : lastShown(connection)),
    () => void report(true).catch(() => undefined),
  );
  channel.addEventListener('message', (event) => 'data' in event && hear(event.data), {
    signal: scope.signal,
  });
  // A hidden page's timers are slow: who comes back does not wait for them.
  document.addEventListener('visibilitychange', () => void report().catch(() => undefined), {
    signal: scope.signal,
  });
  return {
    get shown() {
      return told.shown;
    },
    get making() {
      return told.making;
    },
    get latest() {
      if (!latest) return null;
      return { ...latest, ageMs: performance.now() - latest.at };
    },
    close() {
      scope.abort();
      cancel();
      flow.close();
    },
  };
}

/** The page is hidden, and the picture is not in a small window of its own either. */
function isUnseen(): boolean {
  const small = 'window' in globalThis ? window.documentPictureInPicture?.window : null;
  return document.hidden && !document.pictureInPictureElement && !small;
}

/** By the computer's own clock, which goes on while it sleeps, where `performance.now()` may stand still. */
function receptionOf(picture: StatsEntry, { decoded, jitterMs }: ReceivedPicture): Reception {
  const { framesReceived } = picture;
  return {
    at: Date.now(),
    received: typeof framesReceived === 'number' ? framesReceived : 0,
    decoded,
    jitterMs,
  };
}

function pictureReceiver(connection: Connection): Receiver | undefined {
  const isPicture = (one: ReturnType<Connection['getTransceivers']>[number]) =>
    receives(one) && one.receiver.track.kind === 'video';
  return connection.getTransceivers().find(isPicture)?.receiver;
}

/** @returns ms, another for each frame that was shown; null before the first. It costs no more than a look. */
function lastShown(connection: Connection): number | null {
  return pictureReceiver(connection)?.getSynchronizationSources()[0]?.timestamp ?? null;
}

/** @returns the `inbound-rtp` of the peer's picture; null before its first packet */
async function readPicture(connection: Connection): Promise<StatsEntry | null> {
  // Of this receiver alone: a report on the whole connection costs several times as much.
  const report = await pictureReceiver(connection)?.getStats();
  return (report && statsEntries(report).find((entry) => entry.type === 'inbound-rtp')) ?? null;
}

/** @returns whether one more, at this time in ms, is within so many a second */
function createThrottle(perSecond: number): (at: number) => boolean {
  let second = { from: Number.NEGATIVE_INFINITY, count: 0 };
  return (at) => {
    if (at - second.from >= 1000) second = { from: at, count: 0 };
    second.count += 1;
    return second.count <= perSecond;
  };
}
