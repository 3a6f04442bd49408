import { BEEP_HZ, BEEP_PERIOD_MS, toneShare } from '../sample/tone.ts';

/** A beep has begun when this share of the power is at its frequency, after a time with less. */
const TONE = 0.5;
/** A beep's end is ragged: the next one begins no sooner than this after it, in ms. */
const SILENCE_MS = BEEP_PERIOD_MS / 2;

/** Hears when beeps begin in a track, by the clock on the wall: what delays the sound on its way shows. */
export class TrackEar {
  readonly #reader: ReadableStreamDefaultReader<AudioData>;
  readonly #onsets: number[] = [];
  /** ms since the epoch */
  #lastSounded = -Infinity;

  constructor(track: MediaStreamTrack) {
    this.#reader = new MediaStreamTrackProcessor<AudioData>({ track }).readable.getReader();
    void this.#follow();
  }

  /** ms since the epoch at which beeps began to sound here. */
  get onsets(): readonly number[] {
    return this.#onsets;
  }

  /** Lets go of the track. */
  close(): void {
    void this.#reader.cancel().catch(() => undefined);
  }

  async #follow(): Promise<void> {
    for (;;) {
      const { value: data } = await this.#reader.read();
      if (!data) return;
      // Delivered when its last sample is due.
      const startedAt = Date.now() - data.duration / 1000;
      const sounding = toneShare(samplesOf(data), data.sampleRate, BEEP_HZ) > TONE;
      data.close();
      if (!sounding) continue;
      if (startedAt - this.#lastSounded > SILENCE_MS) this.#onsets.push(startedAt);
      this.#lastSounded = startedAt;
    }
  }
}

function samplesOf(data: AudioData): Float32Array {
  const samples = new Float32Array(data.numberOfFrames);
  data.copyTo(samples, { planeIndex: 0, format: 'f32-planar' });
  return samples;
}
