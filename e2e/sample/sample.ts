import { COUNTER_MODULUS, TIME_MODULUS } from './barcode.ts';
import { drawBarcode } from './draw-barcode.ts';
import { BEEP_HZ, BEEP_MS, BEEP_PERIOD_MS } from './tone.ts';

const SENTENCES = [
  'Ships are named by the ports they leave, and remembered by the ones they reach.',
  'A window in a hull is small, round and strong: it lets light in and keeps the sea out.',
  'Small print stays readable only where no frame has been scaled or starved of bits.',
  'Whoever watches should see what is there now, not what was there a second ago.',
];

const query = new URLSearchParams(location.search);

/** px a second */
const SCROLL_SPEED = 60;

/** `?fps=30` draws no more than so many frames a second, which spares the machine half the painting. */
const MAX_FPS = Number(query.get('fps') ?? Infinity);
/** A repaint comes a little early or late; it counts for the frame that it is nearest to, in ms. */
const REPAINT_TOLERANCE_MS = 6;

/** `?noise=0.1` fills so much of the page with noise that is another in each frame: then it takes some Mbps. */
const NOISE = Number(query.get('noise') ?? 0);
/** px, the side of the noise that is drawn once and shown from another corner each time */
const NOISE_SIZE = 1024;

/** What the tests find in the sample page under `portholeSample`. */
export interface SampleControls {
  /** Nothing moves any more while this is true. */
  still: boolean;
  /** Frames drawn so far. */
  drawn: number;
  /** ms since the epoch at which a beep began; null before the sound runs */
  beepMs(): number | null;
}

declare global {
  // eslint-disable-next-line no-var -- a global of a script is declared with var
  var portholeSample: SampleControls;
}

const audio = new AudioContext();

globalThis.portholeSample = {
  still: false,
  drawn: 0,
  beepMs() {
    const { contextTime = 0, performanceTime = 0 } = audio.getOutputTimestamp();
    return contextTime === 0 ? null : performance.timeOrigin + performanceTime - contextTime * 1000;
  },
};

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no #${id}`);
  return found;
}

function writeText(): void {
  const paragraphs = Array.from({ length: 80 }, (_, index) => {
    const paragraph = document.createElement('p');
    paragraph.textContent = `${index + 1}. ${SENTENCES[index % SENTENCES.length]}`;
    return paragraph;
  });
  element('text').append(...paragraphs);
}

/** Covers the page's right side from below. @returns draws the next of it */
function createNoise(share: number): () => void {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (!context || share === 0) return () => undefined;
  const pixels = new ImageData(NOISE_SIZE, NOISE_SIZE);
  for (let at = 0; at < pixels.data.length; at += 4) {
    pixels.data.fill(64 + Math.random() * 128, at, at + 3);
    pixels.data[at + 3] = 255;
  }
  canvas.width = NOISE_SIZE;
  canvas.height = NOISE_SIZE;
  context.putImageData(pixels, 0, 0);
  const shown = document.createElement('div');
  shown.style.cssText = `position:absolute;right:0;bottom:0;width:${50 * share ** 0.5 * 2}vw;height:${80 * share ** 0.5}vh`;
  shown.style.backgroundImage = `url(${canvas.toDataURL()})`;
  document.body.append(shown);
  const corner = () => Math.floor(Math.random() * NOISE_SIZE);
  return () => {
    shown.style.backgroundPosition = `${corner()}px ${corner()}px`;
  };
}

/** Draws a frame at each repaint, or as often as is allowed, for ever. */
function animate(): void {
  const canvas = element('barcode') as HTMLCanvasElement;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  const text = element('text');
  const box = element('box');
  const numbers = element('numbers');
  const drawNoise = createNoise(NOISE);
  // `?from=` lets two pages be told apart by their pictures.
  let counter = Number(query.get('from') ?? 0);
  let lastDrawn = -Infinity;
  const repaint = (now: number): void => {
    requestAnimationFrame(repaint);
    if (portholeSample.still || now - lastDrawn < 1000 / MAX_FPS - REPAINT_TOLERANCE_MS) return;
    lastDrawn = now;
    portholeSample.drawn++;
    draw();
  };
  const draw = (): void => {
    // A captured tab may be repainted at another scale than before.
    const width = Math.round(innerWidth * devicePixelRatio);
    if (canvas.width !== width) Object.assign(canvas, { width, height: Math.round(width / 10) });
    const time = Date.now();
    context.clearRect(0, 0, canvas.width, canvas.height);
    drawBarcode(context, canvas.width, { counter: counter++ % COUNTER_MODULUS, time: time % TIME_MODULUS });
    const seconds = performance.now() / 1000;
    text.style.transform = `translateY(${-((seconds * SCROLL_SPEED) % (text.scrollHeight / 2))}px)`;
    box.style.transform = `translate(${(1 + Math.sin(seconds)) * 6}vw, ${-(1 + Math.cos(seconds * 1.3)) * 3}vw)`;
    drawNoise();
    numbers.textContent = `${counter} · ${new Date(time).toISOString().slice(11, 23)}`;
  };
  requestAnimationFrame(repaint);
}

/** One second of sound in a loop: a throttled timer in a background tab cannot disturb it. */
function beep(): void {
  const buffer = audio.createBuffer(1, (audio.sampleRate * BEEP_PERIOD_MS) / 1000, audio.sampleRate);
  const samples = buffer.getChannelData(0);
  const length = (audio.sampleRate * BEEP_MS) / 1000;
  for (let i = 0; i < length; i++) {
    samples[i] = 0.3 * Math.sin((2 * Math.PI * BEEP_HZ * i) / audio.sampleRate);
  }
  const source = new AudioBufferSourceNode(audio, { buffer, loop: true });
  source.connect(audio.destination);
  source.start(0);
  const resume = (): void => void audio.resume();
  // Without a gesture the autoplay policy may keep it silent: the first click starts it then.
  addEventListener('pointerdown', resume, { once: true });
  resume();
}

const title = query.get('title');
if (title) document.title = title;
writeText();
animate();
beep();
