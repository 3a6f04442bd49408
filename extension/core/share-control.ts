import * as v from 'valibot';
import { regionSchema } from './region.ts';

/** What a browser calls a device; empty = its default one. */
export const deviceSchema = v.pipe(v.string(), v.maxLength(512));

/** Longest name of a site: a host name has 253 characters at most (RFC 1035). */
export const SITE_LENGTH = 253;

export const siteSchema = v.pipe(v.string(), v.maxLength(SITE_LENGTH));

/** What a person can do to a share under way, besides stopping it. */
export const shareControlSchema = v.variant('action', [
  /** A card is shown instead of the picture, and nothing is heard. `site` was left, where that is why. */
  v.object({ action: v.literal('pause'), site: v.nullable(siteSchema) }),
  /** `site`: only where the share is paused because that was left. */
  v.object({ action: v.literal('resume'), site: v.nullable(siteSchema) }),
  v.object({ action: v.literal('toggle-pause') }),
  /** Sends a part of the picture; null for all of it. */
  v.object({ action: v.literal('region'), region: v.nullable(regionSchema) }),
  /** Mixes a microphone with the sound; null for none. */
  v.object({ action: v.literal('microphone'), device: v.nullable(deviceSchema) }),
  v.object({ action: v.literal('mute'), muted: v.boolean() }),
  v.object({ action: v.literal('toggle-mute') }),
]);

export type ShareControl = v.InferOutput<typeof shareControlSchema>;

/** Why the picture is held back. */
export interface PauseView {
  /** The site that the shared tab has left; null = the person asked for it. */
  readonly site: string | null;
}

/** - `denied`: not allowed · `missing`: there is none · `unplugged`: it went away */
export const MICROPHONE_TROUBLES = ['denied', 'missing', 'unplugged'] as const;

export type MicrophoneTrouble = (typeof MICROPHONE_TROUBLES)[number];

/** A microphone that is wanted in the share. */
export interface MicrophoneView {
  /** What the browser calls it; empty while none is open. */
  readonly label: string;
  readonly muted: boolean;
  /** Why it is not heard: the share goes on without it; null = it is. */
  readonly trouble: MicrophoneTrouble | null;
}

/** How loud it is now, 0 (silence) to 1 (full scale); null = there is no such sound. */
export interface SoundLevels {
  /** The tab's or the system's own sound. */
  readonly source: number | null;
  readonly microphone: number | null;
}

const level = v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1)));

export const soundLevelsSchema: v.GenericSchema<unknown, SoundLevels> = v.object({
  source: level,
  microphone: level,
});

/** dB of full scale that a meter begins at: below that is a quiet room. */
const METER_FLOOR_DB = -60;

/**
 * How far a meter is to reach: its scale is in decibels, as ears are.
 * @param samples -1..1
 * @returns 0..1
 */
export function meterLevel(samples: Float32Array): number {
  let power = 0;
  for (const sample of samples) power += sample * sample;
  if (power === 0 || samples.length === 0) return 0;
  const db = 10 * Math.log10(power / samples.length);
  return Math.min(1, Math.max(0, 1 - db / METER_FLOOR_DB));
}
