import { PRESETS, type ContentHint, type HintChoice, type Preset, type PresetId } from './presets.ts';

export interface Size {
  /** px */
  readonly width: number;
  /** px */
  readonly height: number;
}

/** What one RTCRtpSender is told: its single encoding's parameters and how to degrade. */
export interface SenderSettings {
  /** bit/s */
  readonly maxBitrate: number;
  /** frames a second */
  readonly maxFramerate: number;
  /** >= 1: never upscales */
  readonly scaleResolutionDownBy: number;
  readonly degradationPreference: RTCDegradationPreference;
  readonly contentHint: ContentHint;
}

/**
 * Frames a second that a capture delivers of a page on which nothing moves. Capture is driven by changes; without a
 * floor a static page gives one or two frames and then none, and a late joiner waits a second for a picture.
 */
const MIN_CAPTURE_FPS = 5;

/**
 * px. Given a smallest size as well, Chromium delivers a tab in its own size and shape (Chromium's
 * ResolutionChangePolicy ANY_WITHIN_LIMIT); without it every tab becomes the preset's size, with black bars baked in.
 */
const MIN_CAPTURE_PX = 16;

/** The hint behind `auto`: a screen or a tab is mostly text, until 60 fps is asked for. */
export function resolveHint(choice: HintChoice, preset: Preset): ContentHint {
  if (choice !== 'auto') return choice;
  return preset.fps === 60 ? 'motion' : 'detail';
}

/**
 * What a sender is told for a preset.
 * @param source px of the captured frames; null while it is unknown
 */
export function senderSettings(id: PresetId, choice: HintChoice, source: Size | null): SenderSettings {
  const preset = PRESETS[id];
  const contentHint = resolveHint(choice, preset);
  return {
    maxBitrate: preset.maxBitrate,
    maxFramerate: preset.fps,
    scaleResolutionDownBy: source ? downscale(source, preset) : 1,
    degradationPreference: contentHint === 'detail' ? 'maintain-resolution' : 'maintain-framerate',
    contentHint,
  };
}

/** True when the source has fewer pixels than the preset both ways: it is sent as it is. */
export function isBelowPreset(source: Size, preset: Preset): boolean {
  return longSide(source) < preset.width && shortSide(source) < preset.height;
}

/** Constraints of Chrome's own kind, the only ones that take a tab's stream id. TypeScript's DOM library lacks them. */
interface TabConstraints extends MediaTrackConstraints {
  readonly mandatory: {
    readonly chromeMediaSource: 'tab';
    readonly chromeMediaSourceId: string;
    readonly minWidth?: number;
    readonly minHeight?: number;
    readonly maxWidth?: number;
    readonly maxHeight?: number;
    readonly maxFrameRate?: number;
    readonly minFrameRate?: number;
  };
}

/** Constraints for a tab's picture, by its stream id from `tabCapture.getMediaStreamId`. */
export function tabVideoConstraints(streamId: string, id: PresetId): TabConstraints {
  const { width, height, fps } = PRESETS[id];
  return {
    mandatory: {
      chromeMediaSource: 'tab',
      chromeMediaSourceId: streamId,
      minWidth: MIN_CAPTURE_PX,
      minHeight: MIN_CAPTURE_PX,
      maxWidth: width,
      maxHeight: height,
      maxFrameRate: fps,
      minFrameRate: MIN_CAPTURE_FPS,
    },
  };
}

/** Constraints for a tab's sound. */
export function tabAudioConstraints(streamId: string): TabConstraints {
  return { mandatory: { chromeMediaSource: 'tab', chromeMediaSourceId: streamId } };
}

/** Members of DisplayMediaStreamOptions (W3C Screen Capture) that TypeScript's DOM library does not know yet. */
interface PickerOptions extends DisplayMediaStreamOptions {
  readonly systemAudio: 'include' | 'exclude';
  readonly surfaceSwitching: 'include' | 'exclude';
  readonly selfBrowserSurface: 'include' | 'exclude';
}

/** Options of `getDisplayMedia`: sound as it is (no voice processing), and no offer to share Porthole itself. */
export function displayOptions(id: PresetId, sound: boolean): PickerOptions {
  const { width, height, fps } = PRESETS[id];
  const audio = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
  return {
    video: { width: { max: width }, height: { max: height }, frameRate: { ideal: fps, max: fps } },
    audio: sound ? audio : false,
    systemAudio: 'include',
    surfaceSwitching: 'include',
    selfBrowserSurface: 'exclude',
  };
}

function downscale(source: Size, preset: Preset): number {
  const byLong = longSide(source) / preset.width;
  const byShort = shortSide(source) / preset.height;
  return Math.max(1, byLong, byShort);
}

function longSide(size: Size): number {
  return Math.max(size.width, size.height);
}

function shortSide(size: Size): number {
  return Math.min(size.width, size.height);
}
