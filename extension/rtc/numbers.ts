import { momentOf, remember, type History } from '../core/history.ts';
import { makingOf, type Display } from '../core/report.ts';
import type { Snapshot } from '../core/snapshot.ts';
import type { Mesh } from './mesh.ts';
import type { ReporterOptions } from './reporter.ts';
import { createStatsPoller, type StatsPoller } from './stats-poller.ts';

/** What is measured in a room: of each Link, of what comes to the screen, and the last minutes of it. */
export interface Numbers extends Pick<StatsPoller, 'of'> {
  readonly history: History;
  /** What comes to my screen of a peer's picture, as it was measured last; null = nothing. */
  display(peer: string, display: Display | null): void;
  /** The last of those. */
  displayOf(peer: string): Display | null;
  /** What this end of the journey tells a peer. */
  toldTo(peer: string): NumbersTold;
  close(): void;
}

/** What one end of a picture's journey tells the other. */
export type NumbersTold = Pick<ReporterOptions, 'display' | 'making'>;

export interface NumbersOptions {
  readonly links: Mesh['links'];
  readonly snapshot: () => Snapshot;
  /** Called after a round that measured anything. */
  readonly changed: () => void;
}

export function createNumbers({ links, snapshot, changed }: NumbersOptions): Numbers {
  const displays = new Map<string, Display>();
  let history: History = [];
  const stats = createStatsPoller(links, () => {
    history = remember(history, momentOf(snapshot(), Date.now()));
    changed();
  });
  const displayOf = (peer: string) => displays.get(peer) ?? null;
  return {
    of: stats.of,
    get history() {
      return history;
    },
    display(peer, display) {
      if (display) displays.set(peer, display);
      else displays.delete(peer);
    },
    displayOf,
    toldTo: (peer) => ({
      display: () => displayOf(peer),
      making() {
        const sending = snapshot().peers.find(({ id }) => id === peer)?.sending;
        return sending ? makingOf(sending) : null;
      },
    }),
    close: stats.close,
  };
}
