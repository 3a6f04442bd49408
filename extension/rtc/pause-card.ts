import type { Size } from '../core/encoding.ts';
import { repeat } from './schedule.ts';

/** ms between two frames of a picture that never changes: what is left for the encoders costs next to nothing. */
const TICK_MS = 500;
/** px, while the size of the picture is not known. */
const USUAL: Size = { width: 1280, height: 720 };

/** The picture that is sent while a share is paused: a porthole with a pause sign, without words in any language. */
export interface PauseCard {
  readonly track: MediaStreamTrack;
  close(): void;
}

/**
 * @param size px; of the picture that it stands for, so that no encoder starts anew
 * @throws Error where a canvas has no 2D context
 */
export function createPauseCard(size: Size | null): PauseCard {
  const canvas = Object.assign(document.createElement('canvas'), size ?? USUAL);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no 2D canvas');
  const [track] = canvas.captureStream(0).getVideoTracks();
  if (!(track instanceof CanvasCaptureMediaStreamTrack)) throw new Error('a canvas that cannot be captured');
  const draw = () => {
    drawCard(context, canvas);
    track.requestFrame();
  };
  draw();
  const stop = repeat(TICK_MS, draw);
  return {
    track,
    close() {
      stop();
      track.stop();
    },
  };
}

function drawCard(context: CanvasRenderingContext2D, { width, height }: Size): void {
  const unit = Math.min(width, height) / 100;
  const middle = { x: width / 2, y: height / 2 };
  const night = context.createLinearGradient(0, 0, 0, height);
  night.addColorStop(0, '#0a111b');
  night.addColorStop(1, '#10304a');
  context.fillStyle = night;
  context.fillRect(0, 0, width, height);
  context.lineWidth = 3 * unit;
  context.strokeStyle = '#d9b469';
  context.beginPath();
  context.arc(middle.x, middle.y, 20 * unit, 0, 2 * Math.PI);
  context.stroke();
  context.fillStyle = '#edf4fb';
  for (const x of [-7, 2]) context.fillRect(middle.x + x * unit, middle.y - 9 * unit, 5 * unit, 18 * unit);
}
