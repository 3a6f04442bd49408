/** One sound track, whatever it is fed with: where nothing feeds it, it is silent. */
export interface SteadySound {
  readonly track: MediaStreamTrack | null;
  follow(track: MediaStreamTrack | null): void;
  close(): void;
}

/**
 * Call it from a click: without one the browser may keep it silent.
 * @param delayMs by which it is held back, for a picture that comes late
 */
export function createSteadySound(delayMs: number): SteadySound {
  const context = new AudioContext();
  const output = context.createMediaStreamDestination();
  const delay = new DelayNode(context, { delayTime: delayMs / 1000 });
  delay.connect(output);
  /** Chromium's WebAudio gets nothing of a remote track that is played nowhere else. */
  const player = new Audio();
  player.muted = true;
  let source: AudioNode | null = null;
  void context.resume().catch(() => undefined);
  return {
    track: output.stream.getAudioTracks()[0] ?? null,
    follow(track) {
      source?.disconnect();
      source = null;
      player.srcObject = null;
      if (!track) return;
      const stream = new MediaStream([track]);
      player.srcObject = stream;
      void player.play().catch(() => undefined);
      source = context.createMediaStreamSource(stream);
      source.connect(delay);
    },
    close() {
      source?.disconnect();
      player.srcObject = null;
      void context.close().catch(() => undefined);
    },
  };
}
