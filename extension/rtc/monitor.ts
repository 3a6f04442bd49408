/**
 * Plays a captured tab's sound back: a captured tab falls silent for its owner. An AudioContext in an offscreen
 * document runs without a gesture.
 * @returns ends the playback
 */
export function playBack(stream: MediaStream): () => void {
  if (stream.getAudioTracks().length === 0) return () => undefined;
  const context = new AudioContext();
  context.createMediaStreamSource(stream).connect(context.destination);
  // Already running, or already closed: neither matters.
  void context.resume().catch(() => undefined);
  return () => void context.close().catch(() => undefined);
}
