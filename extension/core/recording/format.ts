import type { Size } from '../encoding.ts';

/** A kind of file that a browser may be able to record. */
export interface RecordingFormat {
  /** With its codecs, as `MediaRecorder.isTypeSupported` is asked. */
  readonly mimeType: string;
  readonly extension: 'mp4' | 'webm';
}

/**
 * Best first: MP4 with AAC plays everywhere, Chromium without licensed codecs has Opus in it, and Firefox has WebM
 * alone. High profile, level 5.2: as large as the largest preset.
 */
export const RECORDING_FORMATS: readonly RecordingFormat[] = [
  { mimeType: 'video/mp4;codecs=avc1.640034,mp4a.40.2', extension: 'mp4' },
  { mimeType: 'video/mp4;codecs=avc1.640034,opus', extension: 'mp4' },
  { mimeType: 'video/webm;codecs=vp9,opus', extension: 'webm' },
  { mimeType: 'video/webm;codecs=vp8,opus', extension: 'webm' },
];

/** bit/s for a picture of 1080 lines: what the presets give one at 30 frames a second. */
const FULL_HD_BITRATE = 8_000_000;
const FULL_HD_PIXELS = 1920 * 1080;
const LEAST_BITRATE = 1_500_000;
const MOST_BITRATE = 35_000_000;

/** @param size px @returns bit/s for the picture */
export function recordingBitrate({ width, height }: Size): number {
  const share = (width * height) / FULL_HD_PIXELS;
  return Math.round(Math.min(MOST_BITRATE, Math.max(LEAST_BITRATE, share * FULL_HD_BITRATE)));
}
