import { meterLevel, type SoundLevels } from '../core/share-control.ts';

/** Mixes the captured sound with a microphone, and tells how loud each of them is. */
export interface SoundMix {
  /** Both together. */
  readonly track: MediaStreamTrack;
  setSource(track: MediaStreamTrack | null): void;
  setMicrophone(track: MediaStreamTrack | null): void;
  setMuted(muted: boolean): void;
  levels(): SoundLevels;
  close(): void;
}

/** Samples that a meter looks at: a twentieth of a second at 48 kHz. */
const METER_SAMPLES = 2048;
/** s within which muting fades: a cut in a wave clicks. */
const FADE_S = 0.015;

/** One sound on its way into the mix. */
interface Input {
  readonly node: MediaStreamAudioSourceNode;
  readonly analyser: AnalyserNode;
  readonly gain: GainNode;
}

/** @throws DOMException where the browser gives no AudioContext */
export function createSoundMix(): SoundMix {
  const context = new AudioContext({ sampleRate: 48_000, latencyHint: 'interactive' });
  const destination = context.createMediaStreamDestination();
  const samples = new Float32Array(METER_SAMPLES);
  const inputs = new Map<'source' | 'microphone', Input>();
  let muted = false;
  const [track] = destination.stream.getAudioTracks();
  if (!track) throw new Error('a mix without a track');
  // Already running, or already closed: neither matters.
  const resume = () => void context.resume().catch(() => undefined);

  function set(name: 'source' | 'microphone', input: MediaStreamTrack | null): void {
    const before = inputs.get(name);
    for (const node of before ? [before.node, before.analyser, before.gain] : []) node.disconnect();
    inputs.delete(name);
    if (!input) return;
    const node = context.createMediaStreamSource(new MediaStream([input]));
    const analyser = new AnalyserNode(context, { fftSize: METER_SAMPLES });
    const gain = new GainNode(context, { gain: name === 'microphone' && muted ? 0 : 1 });
    node.connect(analyser).connect(gain).connect(destination);
    inputs.set(name, { node, analyser, gain });
    resume();
  }

  function level(name: 'source' | 'microphone'): number | null {
    const input = inputs.get(name);
    if (!input) return null;
    if (name === 'microphone' && muted) return 0;
    input.analyser.getFloatTimeDomainData(samples);
    return meterLevel(samples);
  }

  return {
    track,
    setSource: (next) => set('source', next),
    setMicrophone: (next) => set('microphone', next),
    setMuted(next) {
      muted = next;
      inputs.get('microphone')?.gain.gain.setTargetAtTime(muted ? 0 : 1, context.currentTime, FADE_S / 3);
    },
    levels: () => ({ source: level('source'), microphone: level('microphone') }),
    close() {
      track.stop();
      void context.close().catch(() => undefined);
    },
  };
}
