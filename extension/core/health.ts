import type { PeerView } from './snapshot.ts';

/**
 * How the picture does on its way to one viewer.
 * - `good`: all that it wants
 * - `fair`: less than that, or late, and still watchable
 * - `poor`: hardly, or not at all
 * - `quiet`: nothing is sent, because it is on its way in or wants nothing now
 */
export type Health = 'good' | 'fair' | 'poor' | 'quiet';

/** Share of packets lost from which a picture shows it, and from which it can hardly be watched. */
const LOSS = { fair: 0.02, poor: 0.08 };
/** ms from capture to screen: from the first on talking to each other is tiresome (ITU-T G.114: 400 ms one way). */
const DELAY_MS = { fair: 400, poor: 1000 };
/** Share of the frames sent that have to be shown. */
const SHOWN = 0.5;
/** frames a second: so few come and go by chance */
const FEW_FPS = 4;

export function healthOf(peer: Pick<PeerView, 'link' | 'sending' | 'rung'>): Health {
  const { link, sending, rung } = peer;
  if (link === 'failed' || link === 'cut-off') return 'poor';
  if (link !== 'connected' || !sending || rung?.lines === 0) return 'quiet';
  const loss = sending.loss ?? 0;
  const { delayMs, sentFps, shownFps, decodedFps } = sending.journey;
  const seen = shownFps ?? decodedFps;
  const stands = seen !== null && sentFps !== null && sentFps > FEW_FPS && seen < sentFps * SHOWN;
  const delay = delayMs ?? 0;
  if (stands || loss >= LOSS.poor || delay >= DELAY_MS.poor) return 'poor';
  const held = rung !== null && HELD.has(rung.reason);
  return held || loss >= LOSS.fair || delay >= DELAY_MS.fair ? 'fair' : 'good';
}

/** What nobody wished for. */
const HELD: ReadonlySet<string> = new Set(['link', 'uplink', 'cpu', 'decoder']);
