/**
 * Chromium's pacer sends 2.5 times as fast as its estimate (webrtc: `PacingController::kDefaultPaceMultiplier`), and
 * 40 ms worth of that at once (`TaskQueuePacedSender`, `kBurst`).
 */
const PACE_FACTOR = 2.5;
const BURST_MS = 40;
/** Longer than that it holds nothing: it then sends faster (webrtc: `PacingController::kMaxExpectedQueueLength`). */
const LONGEST_MS = 2000;

/** Foretells how long a sender's pacer holds frames back: large ones, key frames above all, on a young connection. */
export interface PacerModel {
  /** bit/s, the sender's estimate */
  setEstimate(bitrate: number): void;
  /** @param ms of now, any clock @returns ms until the last packet of a frame that is written now has left */
  hold(ms: number, bytes: number): number;
}

/** @param estimate bit/s, before the first is told */
export function createPacerModel(estimate: number): PacerModel {
  let bitsPerMs = (estimate * PACE_FACTOR) / 1000;
  let queuedBits = 0;
  let at = -Infinity;
  return {
    setEstimate(bitrate) {
      bitsPerMs = (bitrate * PACE_FACTOR) / 1000;
    },
    hold(ms, bytes) {
      const waiting = Math.max(0, queuedBits - (ms - at) * bitsPerMs) + bytes * 8;
      queuedBits = Math.min(waiting, LONGEST_MS * bitsPerMs);
      at = ms;
      return Math.max(0, queuedBits / bitsPerMs - BURST_MS);
    },
  };
}
