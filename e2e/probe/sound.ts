import { BEEP_HZ, medianPeriod, toneShare } from '../sample/tone.ts';

/** What was heard so far. */
export interface Heard {
  readonly beeps: number;
  /** ms between beeps, the median; null before the second */
  readonly periodMs: number | null;
}

const TICK_MS = 50;
/** s; a beep's beginning is told as finely as this. */
const BLOCK_S = 0.02;
/** The most that an AnalyserNode keeps, 0.7 s: a page that is busy reading pictures misses nothing in that time. */
const KEPT_SAMPLES = 32_768;
/** A beep has begun when this share of the power is at its frequency, after a time with less. */
const TONE = 0.5;

/**
 * Listens to the sound of a video element's stream: what arrives, whether or not the element is muted. Times are those
 * of the sound, not of the page that looks at it.
 * Call it from a gesture, or the AudioContext stays suspended.
 */
export class SoundProbe {
  readonly #audio = new AudioContext();
  readonly #analyser = new AnalyserNode(this.#audio, { fftSize: KEPT_SAMPLES });
  readonly #samples = new Float32Array(KEPT_SAMPLES);
  readonly #onsets: number[] = [];
  /** s on the AudioContext's clock: up to there everything has been listened to. */
  #heardUntil = 0;
  #sounding = false;

  constructor(stream: MediaStream) {
    this.#audio.createMediaStreamSource(stream).connect(this.#analyser);
    setInterval(() => this.#listen(), TICK_MS);
  }

  heard(): Heard {
    return { beeps: this.#onsets.length, periodMs: medianPeriod(this.#onsets) };
  }

  #listen(): void {
    const { currentTime: now, sampleRate } = this.#audio;
    this.#analyser.getFloatTimeDomainData(this.#samples);
    const oldest = now - KEPT_SAMPLES / sampleRate;
    let from = Math.max(this.#heardUntil, oldest);
    while (from + BLOCK_S <= now) {
      const start = Math.round((from - oldest) * sampleRate);
      const block = this.#samples.subarray(start, start + Math.round(BLOCK_S * sampleRate));
      const sounding = toneShare(block, sampleRate, BEEP_HZ) > TONE;
      if (sounding && !this.#sounding) this.#onsets.push(from * 1000);
      this.#sounding = sounding;
      from += BLOCK_S;
    }
    this.#heardUntil = from;
  }
}
