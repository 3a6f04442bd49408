import type { Size } from '../../core/encoding.ts';
import type { HintChoice } from '../../core/presets.ts';
import type { Viewing } from '../../core/wish.ts';

/** Lines at most: `auto` = what the window shows, `source` = all there are, `none` = sound alone. */
export type LinesChoice = 'auto' | 'source' | '1080' | '720' | '480' | 'none';
export type FramesChoice = 'all' | '15' | '5';

/** What the person wants to receive. */
export interface Receive {
  readonly lines: LinesChoice;
  readonly frames: FramesChoice;
  readonly hint: HintChoice;
}

export const RECEIVE_ALL: Receive = { lines: 'auto', frames: 'all', hint: 'auto' };

/** How a picture is looked at, as its sharer is told. @param tile device px of its place on the page */
export function viewingOf({ lines, frames, hint }: Receive, tile: Size | null): Viewing {
  return {
    tile: lines === 'source' ? null : tile,
    wish: {
      maxLines: Number(lines) || null,
      maxFps: Number(frames) || null,
      hint,
      paused: lines === 'none',
    },
  };
}
