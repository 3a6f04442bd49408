/**
 * What was sent to a viewer and has not come there: told by the viewer, which counts what came. A link that falls from 10 to
 * 0.5 Mbps keeps four of five bytes from the first moment on, while the estimate takes half a second to notice.
 */
export interface Backlog {
  /** bytes sent in all, at the looks of late; oldest first */
  readonly sent: readonly Total[];
  /** What was on its way, bytes, when the reports of late came; oldest first. Losses are in it for good. */
  readonly away: readonly Total[];
  /** bytes that had come, by the last report */
  readonly came: Total | null;
  /** bit/s that come now; null before two reports */
  readonly arriving: number | null;
}

interface Total {
  /** ms */
  readonly at: number;
  readonly bytes: number;
}

/** What a stopped picture waits for. */
export interface Waiting {
  /** ms for which the sharer sent, at its usual rate, what waits or got lost beyond what usually does */
  readonly ms: number;
  /** bit/s that come */
  readonly arriving: number;
  /** bit/s that are sent */
  readonly sending: number;
}

/** What is seen of a sink at one look. */
export interface BacklogLook {
  /** ms */
  readonly at: number;
  /** bytes of picture sent in all */
  readonly sent: number;
  /** When the last report came, in ms, and how many bytes of picture had come by then; null where it does not say. */
  readonly report: Total | null;
}

export const NO_BACKLOG: Backlog = { sent: [], away: [], came: null, arriving: null };

/** ms; what is on its way is compared with the least of this time: a lossy link loses little in it. */
const USUAL_MS = 1000;
/** Of the usual rate: so much at once is a large frame, which has had no time to come. */
const BURST = 2;
/** ms in which a burst shows */
const BURST_MS = 100;
/** ms between two reports that say how much comes; what is nearer together is one. */
const RATE_MS = 80;

/** One more look. */
export function lookAtBacklog(before: Backlog, { at, sent, report }: BacklogLook): Backlog {
  const totals = [...before.sent.filter((one) => at - one.at <= USUAL_MS), { at, bytes: sent }];
  const isNew = report !== null && report.at !== before.came?.at;
  if (!isNew) return { ...before, sent: totals };
  // Its counter began anew: another stream.
  if (before.came && report.bytes < before.came.bytes) return { ...NO_BACKLOG, sent: totals, came: report };
  const onWay = { at: report.at, bytes: sentAt(totals, report.at) - report.bytes };
  const away = [...before.away.filter((one) => at - one.at <= USUAL_MS), onWay];
  const elapsed = before.came ? report.at - before.came.at : 0;
  if (before.came && elapsed < RATE_MS) return { ...before, sent: totals, away };
  const arriving = before.came ? ((report.bytes - before.came.bytes) * 8000) / elapsed : null;
  return { sent: totals, away, came: report, arriving };
}

/**
 * ms of sending that wait or got lost at least, and the same times the share of what is sent that does not come: 1 Mbps under
 * 2.4 gave 140 ms and a third after a quarter of a second, one packet lost in twenty up to 130 ms and a quarter.
 */
const SHORT_MS = 80;
const SHORT_DEPTH_MS = 42;

/**
 * Something is the matter with the link, and not just with the picture.
 * @param need bit/s that what the viewer is sent takes; without it and the round trip more is taken for short, never less
 * @param rttMs the least of late: what is under way anyhow, for that time, varies with the rate
 */
export function isShort({ ms, arriving, sending }: Waiting, need = Infinity, rttMs = 0): boolean {
  const beyond = ms - rttMs;
  const missing = 1 - arriving / Math.min(need, sending);
  return beyond >= SHORT_MS && beyond * missing >= SHORT_DEPTH_MS;
}

/** @returns null while that is not known */
export function waitingOf({ sent, away, arriving }: Backlog): Waiting | null {
  const [first] = sent;
  const last = sent.at(-1);
  const now = away.at(-1);
  if (arriving === null || !first || !last || !now || away.length < 2 || last.at <= first.at) return null;
  const sending = rateOf(first, last);
  const before = sent.findLast((one) => last.at - one.at >= BURST_MS);
  if (before && rateOf(before, last) > BURST * sending) return null;
  const usual = Math.min(...away.slice(0, -1).map(({ bytes }) => bytes));
  const ms = sending > 0 ? (Math.max(0, now.bytes - usual) * 8000) / sending : 0;
  return { ms, arriving, sending };
}

/** @returns bit/s */
function rateOf(from: Total, to: Total): number {
  return ((to.bytes - from.bytes) * 8000) / (to.at - from.at);
}

/** bytes sent up to a moment between two looks; after the last look what was sent then is the best that is known. */
function sentAt(totals: readonly Total[], at: number): number {
  const index = totals.findIndex((one) => one.at >= at);
  const after = totals[index];
  const before = totals[index - 1];
  if (!after) return totals.at(-1)?.bytes ?? 0;
  if (!before || after.at === before.at) return after.bytes;
  return before.bytes + ((after.bytes - before.bytes) * (at - before.at)) / (after.at - before.at);
}
