import type { SenderSettings } from './encoding.ts';
import type { MeasuredRung } from './ladder-places.ts';
import { encoderBitrate, type Rung } from './rungs.ts';

/** What an encoder of one viewer's own is held to. */
export interface OwnLimit {
  readonly rung: Rung;
  /** frames a second that the sharer's computer manages; null = all */
  readonly maxFps: number | null;
}

/** @param limit null = none @returns what the encoder is told */
export function ownSettings(settings: SenderSettings, limit: OwnLimit | null): SenderSettings {
  if (!limit) return settings;
  const { rung, maxFps } = limit;
  return {
    ...settings,
    maxBitrate: Math.min(settings.maxBitrate, rung.maxBitrate),
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
