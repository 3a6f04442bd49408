import * as v from 'valibot';
import { PRESETS, type HintChoice, type PresetId } from './presets.ts';
import { rungsOf } from './rungs.ts';
import { SOUND_BITRATE } from './sdp.ts';
import type { PeerView, ShareView } from './snapshot.ts';

/** What is known of the sharer's way out. */
export const uplinkRecordSchema = v.object({
  /** kbit/s that it carried */
  kbps: v.pipe(v.number(), v.minValue(0), v.maxValue(100_000_000)),
  /** It was full: it carries no more. Else it may well. */
  full: v.boolean(),
});

export type UplinkRecord = Readonly<v.InferOutput<typeof uplinkRecordSchema>>;

/** Whether a share fits through the way out. */
export interface UplinkBudget {
  /** kbit/s for all viewers together, each with the whole preset */
  readonly needKbps: number;
  /** - `unknown`: more may fit than was ever tried */
  readonly verdict: 'fits' | 'short' | 'unknown';
  /** What each viewer gets where it is short; null where it is not. */
  readonly each: { readonly kbps: number; readonly lines: number } | null;
  /** Viewers that the way out carries with the whole preset; null while nothing is known. */
  readonly viewers: number | null;
}

/** Of the measured rate, kept for what else this computer sends, and for packets that are sent again. */
const USABLE = 0.9;

/** @param viewers at least 1 is reckoned with @param sound it is shared as well */
export function uplinkBudget(
  choice: { readonly preset: PresetId; readonly hint: HintChoice; readonly sound: boolean },
  viewers: number,
  record: UplinkRecord | null,
): UplinkBudget {
  const count = Math.max(1, viewers);
  const sound = choice.sound ? SOUND_BITRATE / 1000 : 0;
  const one = PRESETS[choice.preset].maxBitrate / 1000 + sound;
  const needKbps = count * one;
  if (!record) return { needKbps, verdict: 'unknown', each: null, viewers: null };
  const usable = record.kbps * USABLE;
  const carried = Math.floor(usable / one);
  if (usable >= needKbps) return { needKbps, verdict: 'fits', each: null, viewers: carried };
  if (!record.full) return { needKbps, verdict: 'unknown', each: null, viewers: carried };
  const kbps = Math.max(0, usable / count - sound);
  const each = { kbps: Math.round(kbps), lines: linesFor(choice, kbps) };
  return { needKbps, verdict: 'short', each, viewers: carried };
}

/** px of the shorter side that the Ladder falls to at this rate: the largest rung that it is of use to. */
function linesFor({ preset, hint }: { preset: PresetId; hint: HintChoice }, kbps: number): number {
  const rungs = rungsOf(preset, hint, null);
  return (rungs.find(({ minBitrate }) => minBitrate <= kbps * 1000) ?? rungs.at(-1))?.lines ?? 0;
}

/**
 * What a share under way tells of the way out: a shortage that is known, else the most that was sent, or that one Link
 * alone is believed to carry (each of them goes through it).
 */
export function noteUplink(
  before: UplinkRecord | null,
  share: Pick<ShareView, 'kbps' | 'uplinkKbps'>,
  peers: readonly Pick<PeerView, 'rung'>[],
): UplinkRecord | null {
  if (share.uplinkKbps !== null) return { kbps: share.uplinkKbps, full: true };
  const links = peers.map(({ rung }) => rung?.linkKbps ?? 0);
  const kbps = Math.max(share.kbps, ...links);
  if (kbps === 0) return before;
  // What was too much a moment ago and no longer is: more fits than was thought.
  return before && before.kbps >= kbps ? before : { kbps, full: false };
}
