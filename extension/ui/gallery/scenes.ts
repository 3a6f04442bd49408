import { createPointers, type PointerFeed } from '../../core/pointer/feed.ts';
import type { Aim } from '../../core/pointer/pointer-message.ts';
import type { Snapshot } from '../../core/snapshot.ts';

/** Pictures to share in the gallery: drawn, so that nothing is fetched and every run looks the same. */

const WIDTH = 1920;
const HEIGHT = 1080;

/** A live stream of a drawn desktop. @param hue colour of its wallpaper, 0–360 @param sound with a (silent) sound track */
export function sceneStream(hue: number, sound = false): MediaStream {
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('no canvas here');
  const stream = canvas.captureStream(5);
  // A canvas that doesn't change sends no frames.
  setInterval(() => drawDesktop(pen, hue), 200);
  drawDesktop(pen, hue);
  if (sound) addSilence(stream);
  return stream;
}

/** Whoever of a room points: each draws a ring around something, and points beside it, again and again. */
export function scenePointers({ peers }: Snapshot): ReadonlyMap<string, PointerFeed> {
  const pointers = createPointers();
  const pointing = peers.filter(({ points }) => points);
  const draw = () =>
    pointing.forEach(({ id }, index) => pointers.hear(id, ringAt(0.35 + index * 0.36), performance.now()));
  draw();
  if (pointing.length > 0) setInterval(draw, 1000);
  return new Map(peers.map(({ id }) => [id, pointers]));
}

function ringAt(x: number): readonly Aim[] {
  const ring = Array.from({ length: 40 }, (_, index) => {
    const turn = (index / 38) * 2 * Math.PI;
    return { x: x + 0.1 * Math.cos(turn), y: 0.45 + 0.12 * Math.sin(turn), pen: index > 0 };
  });
  return [...ring, { x: x + 0.12, y: 0.55, pen: false }];
}

function addSilence(stream: MediaStream): void {
  const { stream: silence } = new AudioContext().createMediaStreamDestination();
  for (const track of silence.getAudioTracks()) stream.addTrack(track);
}

function drawDesktop(pen: CanvasRenderingContext2D, hue: number): void {
  const sky = pen.createLinearGradient(0, 0, WIDTH, HEIGHT);
  sky.addColorStop(0, `hsl(${hue} 55% 22%)`);
  sky.addColorStop(1, `hsl(${hue + 60} 60% 42%)`);
  pen.fillStyle = sky;
  pen.fillRect(0, 0, WIDTH, HEIGHT);
  drawPage(pen, hue);
  drawChart(pen, hue);
}

function drawPage(pen: CanvasRenderingContext2D, hue: number): void {
  panel(pen, 180, 130, 860, 800, '#fcfdfe');
  pen.fillStyle = `hsl(${hue} 60% 28%)`;
  pen.font = '700 52px sans-serif';
  pen.fillText('Harbour plan, autumn', 240, 250);
  pen.fillStyle = '#c4ccd6';
  for (let line = 0; line < 13; line += 1) {
    pen.fillRect(240, 310 + line * 44, 740 - ((line * 97) % 260), 16);
  }
}

function drawChart(pen: CanvasRenderingContext2D, hue: number): void {
  panel(pen, 1110, 230, 640, 560, '#101a26');
  for (let bar = 0; bar < 8; bar += 1) {
    const height = 90 + ((bar * 137) % 290);
    pen.fillStyle = `hsl(${hue + bar * 12} 75% 65%)`;
    pen.fillRect(1170 + bar * 66, 730 - height, 40, height);
  }
}

function panel(
  pen: CanvasRenderingContext2D,
  x: number,
  y: number,
  width: number,
  height: number,
  fill: string,
): void {
  pen.save();
  pen.shadowColor = 'rgb(0 0 0 / 40%)';
  pen.shadowBlur = 60;
  pen.fillStyle = fill;
  pen.beginPath();
  pen.roundRect(x, y, width, height, 24);
  pen.fill();
  pen.restore();
}
