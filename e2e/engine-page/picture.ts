import { COUNTER_MODULUS, TIME_MODULUS } from '../sample/barcode.ts';
import { drawBarcode } from '../sample/draw-barcode.ts';

/** px */
export const PICTURE = { width: 640, height: 360 } as const;

/** Frames a second. */
export const PICTURE_FPS = 30;

/** A moving picture whose frames bear their number and time, as a capture would deliver it. */
export interface MovingPicture {
  readonly track: MediaStreamTrack;
  close(): void;
}

export function drawMovingPicture(): MovingPicture {
  const canvas = Object.assign(document.createElement('canvas'), PICTURE);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no 2D canvas');
  const [track] = canvas.captureStream(0).getVideoTracks();
  if (!(track instanceof CanvasCaptureMediaStreamTrack)) throw new Error('a canvas that cannot be captured');
  track.contentHint = 'detail';
  let counter = 0;
  const draw = () => {
    counter += 1;
    context.fillStyle = '#dceefb';
    context.fillRect(0, 0, PICTURE.width, PICTURE.height);
    drawContent(context, counter);
    const stamp = { counter: counter % COUNTER_MODULUS, time: Date.now() % TIME_MODULUS };
    drawBarcode(context, PICTURE.width, stamp);
    track.requestFrame();
  };
  const timer = setInterval(draw, 1000 / PICTURE_FPS);
  return {
    track,
    close() {
      clearInterval(timer);
      track.stop();
    },
  };
}

/** Text that scrolls and a box that moves: something for an encoder to do. */
function drawContent(context: CanvasRenderingContext2D, counter: number): void {
  context.fillStyle = '#12324a';
  context.font = '16px sans-serif';
  for (let line = 0; line < 12; line++) {
    const y = 80 + ((line * 24 + counter) % 288);
    context.fillText(`${line}. Ships are named by the ports they leave.`, 40, y);
  }
  context.fillStyle = '#0b7285';
  context.fillRect(440 + 80 * Math.sin(counter / 20), 180 + 60 * Math.cos(counter / 26), 80, 80);
}
