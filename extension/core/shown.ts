import * as v from 'valibot';
import { ALL_LAYERS } from './ladder-places.ts';
import type { Limits } from './limits.ts';
import type { Rung, TemporalLayer } from './rungs.ts';

/**
 * Why a viewer is sent what it is sent: `full` = all there is, `link` = its own link is short, `trial` = a larger
 * picture is being tried, `uplink` = the sharer's upload is shared out, `cpu` = the sharer's computer is busy,
 * `decoder` = the viewer's computer is busy, `window` = its window is small, `asked` = it wanted no more, `hidden` =
 * nobody looks.
 */
export const SHOWN_REASONS = [
  'full',
  'link',
  'trial',
  'uplink',
  'cpu',
  'decoder',
  'window',
  'asked',
  'hidden',
] as const;

type ShownReason = (typeof SHOWN_REASONS)[number];

const MAX_LINES = 65_536;
const MAX_FPS = 1000;
const MAX_KBPS = 10_000_000;

const kbps = v.pipe(v.number(), v.minValue(0), v.maxValue(MAX_KBPS));

/** What one viewer is sent, and why no more. */
export const shownSchema = v.object({
  /** px of the shorter side; 0 = no picture */
  lines: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(MAX_LINES)),
  /** frames a second at most; 0 = no picture */
  fps: v.pipe(v.number(), v.minValue(0), v.maxValue(MAX_FPS)),
  reason: v.picklist(SHOWN_REASONS),
  /** kbit/s that the encoder is told */
  kbps,
  /** kbit/s that the link is believed to carry; null while that is not known */
  linkKbps: v.nullable(kbps),
});

export type Shown = v.InferOutput<typeof shownSchema>;

export interface Sending {
  /** The rung, or what an encoder of its own is told. */
  readonly rung: Rung;
  readonly place: { readonly rung: number; readonly temporal: TemporalLayer };
  /** Why the Ladder holds it below `limits`, if it does. */
  readonly heldBy: 'link' | 'uplink';
  /** A step up is not proven yet. */
  readonly trying: boolean;
  readonly limits: Limits;
  /** frames a second that the sharer's computer manages; null = all */
  readonly maxFps: number | null;
  /** bit/s */
  readonly bitrate: number;
  /** bit/s; null while it is not known */
  readonly estimate: number | null;
}

const FRAME_SHARE = [0.25, 0.5, 1] as const;

export function shownOf(sending: Sending): Shown {
  const { rung, place, limits, maxFps, bitrate, estimate } = sending;
  const linkKbps = estimate === null ? null : kilo(estimate);
  const reason = reasonOf(sending);
  if (limits.paused) return { lines: 0, fps: 0, reason, kbps: 0, linkKbps };
  const fps = Math.min(rung.maxFramerate, maxFps ?? rung.maxFramerate) * FRAME_SHARE[place.temporal];
  return { lines: rung.lines, fps: Math.round(fps * 10) / 10, reason, kbps: kilo(bitrate), linkKbps };
}

/** The one that would have to go for the picture to get better. */
function reasonOf({ rung, place, heldBy, trying, limits, maxFps }: Sending): ShownReason {
  if (limits.paused) return limits.reason ?? 'asked';
  if (trying) return 'trial';
  if (place.rung > limits.top || place.temporal < limits.temporal) return heldBy;
  if (limits.reason) return limits.reason;
  if (maxFps !== null && maxFps < rung.maxFramerate) return 'cpu';
  return place.rung === 0 && place.temporal === ALL_LAYERS ? 'full' : heldBy;
}

function kilo(bits: number): number {
  return Math.min(MAX_KBPS, Math.max(0, Math.round(bits / 1000)));
}
