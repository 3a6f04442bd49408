import type { Schedule } from './schedule.ts';

/** ms that a lost path may take to heal by itself before ICE is restarted: the sharer acts first, the viewer if it does not. */
const RESTART_MS = { sharer: 1500, viewer: 6000 };

/**
 * Restarts ICE on a connection whose path is lost, again and again until it is back.
 * @param shares whether I send on it
 * @returns ends the watch
 */
export function watchPath(
  connection: RTCPeerConnection,
  schedule: Schedule,
  shares: () => boolean,
): () => void {
  const scope = new AbortController();
  let cancel: (() => void) | null = null;

  function look(): void {
    const broken = connection.connectionState === 'disconnected' || connection.connectionState === 'failed';
    if (!broken) {
      cancel?.();
      cancel = null;
      return;
    }
    cancel ??= schedule(shares() ? RESTART_MS.sharer : RESTART_MS.viewer, () => {
      cancel = null;
      connection.restartIce();
      look();
    });
  }

  connection.addEventListener('connectionstatechange', look, { signal: scope.signal });
  return () => {
    scope.abort();
    cancel?.();
  };
}
