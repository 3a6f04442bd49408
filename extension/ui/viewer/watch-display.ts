import { displayOf, type Look } from '../../core/display.ts';
import type { Display } from '../../core/report.ts';

/** ms between two looks: a callback for each frame would have the page laid out anew for each. */
const LOOK_MS = 250;
/** Looks after which is told what was seen. */
const LOOKS = 4;

const STANDS: Display = { fps: 0, delayMs: null };

/**
 * Watches what a video element really shows.
 * @param tell called once a second; null while nothing is shown, and where the browser does not tell (Firefox before 132)
 * @returns ends it, with a last null
 */
export function watchDisplay(video: HTMLVideoElement, tell: (display: Display | null) => void): () => void {
  if (!('requestVideoFrameCallback' in video)) return () => undefined;
  let looks: readonly Look[] = [];
  let asked: number | null = null;
  let ticks = 0;

  function look(): void {
    asked ??= video.requestVideoFrameCallback((_now, frame) => {
      const { expectedDisplayTime: at, presentedFrames: presented, captureTime } = frame;
      asked = null;
      looks = [...looks, { at, presented, capturedAt: captureTime ?? null }];
    });
  }

  function tick(): void {
    look();
    ticks += 1;
    if (ticks % LOOKS !== 0) return;
    const nothing = looks.length === 0 || document.hidden ? null : STANDS;
    tell(displayOf(looks) ?? nothing);
    looks = looks.slice(-1);
  }

  const timer = setInterval(tick, LOOK_MS);
  return () => {
    clearInterval(timer);
    if (asked !== null) video.cancelVideoFrameCallback(asked);
    tell(null);
  };
}
