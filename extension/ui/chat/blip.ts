/** Two short notes, ms apart and Hz: quiet, and unlike any alarm. */
const NOTES = [
  { at: 0, hz: 660 },
  { at: 0.09, hz: 880 },
] as const;
const SECONDS = 0.14;
const LOUDNESS = 0.05;

/** Plays the sound of a new line. A page that nobody has touched may make none. */
export async function blip(): Promise<void> {
  const context = new AudioContext();
  const played = NOTES.map(({ at, hz }) => {
    const tone = new OscillatorNode(context, { frequency: hz });
    const loudness = new GainNode(context, { gain: 0 });
    const begin = context.currentTime + at;
    loudness.gain.setValueAtTime(LOUDNESS, begin);
    loudness.gain.exponentialRampToValueAtTime(0.001, begin + SECONDS);
    tone.connect(loudness).connect(context.destination);
    tone.start(begin);
    tone.stop(begin + SECONDS);
    return new Promise((resolve) => {
      tone.addEventListener('ended', resolve);
    });
  });
  if (context.state === 'running') await Promise.all(played);
  await context.close();
}
