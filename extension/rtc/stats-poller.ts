import type { MediaStats } from '../core/snapshot.ts';
import {
  sampleStats,
  statsBetween,
  type Direction,
  type StatsEntry,
  type StatsSample,
} from '../core/stats.ts';
import type { Link } from './link.ts';
import { repeat } from './schedule.ts';
import { statsEntries } from './stats-entries.ts';

interface LinkStats {
  readonly sending: MediaStats | null;
  readonly receiving: MediaStats | null;
}

/** Measures every Link once a second. */
export interface StatsPoller {
  of(peer: string): LinkStats;
  close(): void;
}

const POLL_MS = 1000;
const NONE: LinkStats = { sending: null, receiving: null };

interface Measured extends LinkStats {
  readonly samples: Readonly<Record<Direction, StatsSample | null>>;
}

/** @param changed called after a round that measured anything */
export function createStatsPoller(links: ReadonlyMap<string, Link>, changed: () => void): StatsPoller {
  let measured: ReadonlyMap<string, Measured> = new Map();

  async function round(): Promise<void> {
    if (links.size === 0 && measured.size === 0) return;
    const entries = await Promise.all(
      [...links].map(
        async ([peer, link]) =>
          [peer, measure(statsEntries(await link.getStats()), measured.get(peer))] as const,
      ),
    );
    measured = new Map(entries);
    changed();
  }

  // A Link that closes while it is asked is simply not measured any more.
  const stop = repeat(POLL_MS, () => void round().catch(() => undefined));
  return { of: (peer) => measured.get(peer) ?? NONE, close: stop };
}

function measure(entries: readonly StatsEntry[], before: Measured | undefined): Measured {
  const now = performance.now();
  const send = sampleStats(entries, 'send', now);
  const receive = sampleStats(entries, 'receive', now);
  return {
    samples: { send, receive },
    sending: send && statsBetween(before?.samples.send ?? null, send),
    receiving: receive && statsBetween(before?.samples.receive ?? null, receive),
  };
}
