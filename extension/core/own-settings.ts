import type { SenderSettings } from './encoding.ts';
import type { MeasuredRung } from './ladder-places.ts';
import { encoderBitrate, type Rung } from './rungs.ts';

/** What an encoder of one viewer's own is held to. */
export interface OwnLimit {
  readonly rung: Rung;
  /** frames a second that the sharer's computer manages; null = all */
  readonly maxFps: number | null;
  /** bit/s that its link, or its part of the way out, is to be used for; null = as much as the browser believes */
  readonly target: number | null;
}

/** Share of the last target within which a new one is not worth telling. */
const DEAD_BAND = 0.1;

/** @param before bit/s that was told last @returns bit/s */
export function steadyTarget(before: number | null, target: number | null): number | null {
  if (before === null || target === null) return target;
  return Math.abs(target - before) < DEAD_BAND * before ? before : target;
}

/** @param limit null = none @returns what the encoder is told */
export function ownSettings(settings: SenderSettings, limit: OwnLimit | null): SenderSettings {
  if (!limit) return settings;
  const { rung, maxFps, target } = limit;
  return {
    ...settings,
    maxBitrate: Math.min(settings.maxBitrate, rung.maxBitrate, target ?? rung.maxBitrate),
    maxFramerate: Math.min(settings.maxFramerate, rung.maxFramerate, maxFps ?? settings.maxFramerate),
    scaleResolutionDownBy: Math.max(settings.scaleResolutionDownBy, rung.scaleResolutionDownBy),
  };
}

/**
 * The rungs as one viewer's own encoder has them: it follows the estimate by itself, at the size that it is told, and
 * so is short only where that is less than the size can do with.
 * @param estimate bit/s; null while it is not known
 */
export function ownRungs(
  rungs: readonly Rung[],
  current: number,
  estimate: number | null,
): readonly MeasuredRung[] {
  return rungs.map((rung, index) => {
    const estimates = index === current && estimate !== null ? [estimate] : [];
    return { ...rung, bitrate: encoderBitrate(rung, estimates), rate: null };
  });
}
