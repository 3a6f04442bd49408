import { canCaptureDisplay } from './abilities.ts';
import { displayOptions, tabAudioConstraints, tabVideoConstraints, type Size } from '../core/encoding.ts';
import { PortholeError, type FaultCode } from '../core/faults.ts';
import type { PresetId } from '../core/presets.ts';
import type { ShareSource } from '../core/snapshot.ts';
import { watchFrames } from './frame-size.ts';
import { delay } from './schedule.ts';

/** What is being shared: a tab, a window or a screen, with its sound. Its opener stops it. */
export interface Capture {
  readonly source: ShareSource;
  readonly stream: MediaStream;
  /** px of the captured frames; null until the first one */
  readonly size: Size | null;
  /** Resolves when `size` is known, or after a moment without a frame. */
  readonly measured: Promise<void>;
  /** Title of what was picked; empty where the browser does not tell. */
  readonly title: string;
  stop(): void;
}

export interface CaptureEvents {
  /** The source went away: tab closed, or stopped from the browser's own bar. Not after `stop`. */
  readonly ended: () => void;
  /** `size` became known or changed. */
  readonly resized: () => void;
  /** No frame comes any more, said every 2 s; or one has come again, or it is over. */
  readonly stands: (stands: boolean) => void;
}

export interface CaptureWish {
  readonly preset: PresetId;
  readonly sound: boolean;
}

/**
 * Captures a tab by its stream id, without a picker.
 * @throws PortholeError `capture-busy`, `capture-failed`
 */
export async function captureTab(
  streamId: string,
  wish: CaptureWish,
  events: CaptureEvents,
): Promise<Capture> {
  const constraints = {
    video: tabVideoConstraints(streamId, wish.preset),
    audio: wish.sound ? tabAudioConstraints(streamId) : false,
  };
  const stream = await navigator.mediaDevices.getUserMedia(constraints).catch((cause: unknown) => {
    const busy = cause instanceof Error && /active stream/i.test(cause.message);
    throw new PortholeError(busy ? 'capture-busy' : 'capture-failed', String(cause), { cause });
  });
  return follow('tab', '', stream, events);
}

/**
 * Captures what the person picks in the browser's picker.
 * @throws PortholeError `capture-denied` (dismissed), `capture-unsupported`, `capture-failed`
 */
export async function captureDisplay(wish: CaptureWish, events: CaptureEvents): Promise<Capture> {
  if (!canCaptureDisplay()) throw new PortholeError('capture-unsupported');
  const stream = await navigator.mediaDevices
    .getDisplayMedia(displayOptions(wish.preset, wish.sound))
    .catch((cause: unknown) => {
      throw new PortholeError(displayFault(cause), String(cause), { cause });
    });
  return follow('display', readableLabel(stream), stream, events);
}

/** ms that a first frame may take before it is no longer waited for. */
const FIRST_FRAME_MS = 2000;

const nothing = (): void => undefined;

function follow(source: ShareSource, title: string, stream: MediaStream, events: CaptureEvents): Capture {
  const scope = new AbortController();
  let size: Size | null = null;
  let seen = nothing;
  const first = new Promise<void>((resolve) => {
    seen = resolve;
  });
  const [picture] = stream.getVideoTracks();
  picture?.addEventListener('ended', events.ended, { signal: scope.signal });
  if (picture) {
    watchFrames(picture, scope.signal, {
      resized(next) {
        size = next;
        seen();
        events.resized();
      },
      stands: events.stands,
    });
  }
  return {
    source,
    title,
    stream,
    measured: Promise.race([first, delay(FIRST_FRAME_MS)]),
    get size() {
      return size;
    },
    stop() {
      scope.abort();
      events.stands(false);
      for (const track of stream.getTracks()) track.stop();
    },
  };
}

/** A tab's label is an opaque id (`web-contents-media-stream://…`), a screen's `screen:0:0`: of no use to a person. */
function readableLabel(stream: MediaStream): string {
  const label = stream.getVideoTracks()[0]?.label ?? '';
  return /^[\w-]+:/.test(label) ? '' : label;
}

/** See https://w3c.github.io/mediacapture-screen-share/#dom-mediadevices-getdisplaymedia for the names. */
function displayFault(cause: unknown): FaultCode {
  const dismissed =
    cause instanceof Error && (cause.name === 'NotAllowedError' || cause.name === 'AbortError');
  return dismissed ? 'capture-denied' : 'capture-failed';
}
