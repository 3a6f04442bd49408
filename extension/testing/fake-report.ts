import type { Report } from '../core/report.ts';
import { NO_WISH } from '../core/wish.ts';

/** What a viewer says who sees 720p30 well. */
export function fakeReport(change: Partial<Report> = {}): Report {
  return {
    type: 'report',
    decoded: 100,
    fps: 30,
    freezes: 0,
    jitterMs: 10,
    decodeMs: 5,
    width: 1280,
    height: 720,
    hidden: false,
    echo: null,
    heldMs: 0,
    received: null,
    stopped: false,
    tile: null,
    wish: NO_WISH,
    display: null,
    ...change,
  };
}
