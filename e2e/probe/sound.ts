import { BEEP_HZ, medianPeriod, toneShare } from '../sample/tone.ts';

/** What was heard so far. */
export interface Heard {
  readonly beeps: number;
  /** ms between beeps, the median; null before the second */
  readonly periodMs: number | null;
}

const TICK_MS = 20;
/** A beep has begun when this share of the power is at its frequency, after a time with less. */
const TONE = 0.5;

/**
 * Listens to the sound of a video element's stream: what arrives, whether or not the element is muted.
 * Call it from a gesture, or the AudioContext stays suspended.
 */
export class SoundProbe {
  readonly #audio = new AudioContext();
  readonly #analyser = new AnalyserNode(this.#audio, { fftSize: 2048 });
  readonly #samples = new Float32Array(2048);
  readonly #onsets: number[] = [];
  #sounding = false;

  constructor(stream: MediaStream) {
    this.#audio.createMediaStreamSource(stream).connect(this.#analyser);
    setInterval(() => this.#listen(), TICK_MS);
  }

  heard(): Heard {
    return { beeps: this.#onsets.length, periodMs: medianPeriod(this.#onsets) };
  }

  #listen(): void {
    this.#analyser.getFloatTimeDomainData(this.#samples);
    const sounding = toneShare(this.#samples, this.#audio.sampleRate, BEEP_HZ) > TONE;
    if (sounding && !this.#sounding) this.#onsets.push(performance.now());
    this.#sounding = sounding;
  }
}
