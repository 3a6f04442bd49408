import type { Size } from '../../core/encoding.ts';
import { fitFrame, recordingSize } from '../../core/recording/fit.ts';
import { repeat } from '../schedule.ts';
import type { SteadyPicture } from './steady-picture.ts';

/** frames a second at most */
const FPS = 30;
/** ms; of a page in the background nothing is painted, and it is drawn as often as its timers run. */
const REDRAW_MS = 500;

/** A steady picture without frames to take in hand (Firefox): drawn from a player that nobody sees. */
export function createDrawnPicture(framed: (size: Size) => void): SteadyPicture {
  const player = document.createElement('video');
  player.muted = true;
  player.playsInline = true;
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d', { alpha: false });
  const [track] = canvas.captureStream(FPS).getVideoTracks();
  if (!track) throw new Error('a canvas without a track');
  let size: Size | null = null;
  let settled = false;

  function draw(): void {
    const { videoWidth: width, videoHeight: height } = player;
    if (!pen || width === 0) return;
    if (!settled) note(recordingSize({ width, height }));
    const place = fitFrame({ width, height }, canvas);
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(player, place.x, place.y, place.width, place.height);
  }

  function note(next: Size): void {
    if (size?.width === next.width && size.height === next.height) return;
    size = next;
    Object.assign(canvas, next);
    framed(next);
  }

  function drawNext(): void {
    draw();
    player.requestVideoFrameCallback(drawNext);
  }

  player.requestVideoFrameCallback(drawNext);
  const stop = repeat(REDRAW_MS, draw);
  return {
    track,
    get size() {
      return size;
    },
    follow(next) {
      if (!next) return player.pause();
      player.srcObject = new MediaStream([next]);
      void player.play().catch(() => undefined);
    },
    settle() {
      settled = true;
    },
    refresh: draw,
    close() {
      stop();
      player.srcObject = null;
      track.stop();
    },
  };
}
