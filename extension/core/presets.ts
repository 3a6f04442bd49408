/** The table of what a sharer can choose: one place, read by capture, encoder, UI and docs. */

export const PRESET_IDS = ['1080p30', '1080p60', '1440p30', '1440p60', '2160p30', '2160p60'] as const;

export type PresetId = (typeof PRESET_IDS)[number];

/** What the picture is: `detail` keeps sharpness, `motion` keeps frames. */
export type ContentHint = 'detail' | 'motion';

/** What the sharer chose; `auto` lets Porthole decide by the kind of capture. */
export type HintChoice = 'auto' | ContentHint;

export interface Preset {
  readonly id: PresetId;
  /** px */
  readonly width: number;
  /** px */
  readonly height: number;
  /** frames a second */
  readonly fps: 30 | 60;
  /** bit/s, a ceiling for each viewer */
  readonly maxBitrate: number;
}

const MBPS = 1_000_000;

export const PRESETS: Readonly<Record<PresetId, Preset>> = {
  '1080p30': { id: '1080p30', width: 1920, height: 1080, fps: 30, maxBitrate: 8 * MBPS },
  '1080p60': { id: '1080p60', width: 1920, height: 1080, fps: 60, maxBitrate: 16 * MBPS },
  '1440p30': { id: '1440p30', width: 2560, height: 1440, fps: 30, maxBitrate: 16 * MBPS },
  '1440p60': { id: '1440p60', width: 2560, height: 1440, fps: 60, maxBitrate: 32 * MBPS },
  '2160p30': { id: '2160p30', width: 3840, height: 2160, fps: 30, maxBitrate: 35 * MBPS },
  '2160p60': { id: '2160p60', width: 3840, height: 2160, fps: 60, maxBitrate: 60 * MBPS },
};

export const DEFAULT_PRESET: PresetId = '1080p30';
