import { DUMMY_SIZE } from '../../core/fan-out/sink-feed.ts';
import { repeat } from '../schedule.ts';

/** ms between two frames: enough to keep the bandwidth estimate alive. (A null track leaves it stuck.) */
const CALM_MS = 200;

/** ms between two frames while a sink waits for the dummy's key frame. */
const HURRY_MS = 33;

/** ms that a hurry lasts. */
const HURRY_TIME_MS = 1500;

/** The tiny picture that sinks of a rung encode themselves, instead of the capture. */
export interface DummyTrack {
  readonly track: MediaStreamTrack;
  /** Draws faster for a moment: somebody waits. */
  hurry(): void;
  close(): void;
}

/** @throws Error where a canvas has no 2D context */
export function createDummyTrack(): DummyTrack {
  const canvas = document.createElement('canvas');
  canvas.width = DUMMY_SIZE;
  canvas.height = DUMMY_SIZE;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no 2D canvas');
  const [track] = canvas.captureStream(0).getVideoTracks();
  if (!(track instanceof CanvasCaptureMediaStreamTrack)) throw new Error('a canvas that cannot be captured');
  // With `motion` an encoder may scale the picture, which has nothing to spare.
  track.contentHint = 'detail';
  let light = false;
  let hurryUntil = 0;
  let skipped = 0;

  const draw = () => {
    light = !light;
    context.fillStyle = light ? '#222' : '#000';
    context.fillRect(0, 0, DUMMY_SIZE, DUMMY_SIZE);
    track.requestFrame();
  };

  const stop = repeat(HURRY_MS, () => {
    skipped += 1;
    if (performance.now() > hurryUntil && skipped * HURRY_MS < CALM_MS) return;
    skipped = 0;
    draw();
  });
  return {
    track,
    hurry() {
      hurryUntil = performance.now() + HURRY_TIME_MS;
    },
    close() {
      stop();
      track.stop();
    },
  };
}
