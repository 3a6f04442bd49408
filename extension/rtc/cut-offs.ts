import type { Schedule } from './schedule.ts';

/** Peers that flooded a Link: they stay out for a while. */
export interface CutOffs {
  readonly peers: ReadonlySet<string>;
  add(peer: string): void;
  /** Forgets everyone. */
  close(): void;
}

/** How long they stay out, in ms. */
const CUT_OFF_MS = 60_000;

/** @param pardoned the peer may come back */
export function createCutOffs(schedule: Schedule, pardoned: (peer: string) => void): CutOffs {
  const cancels = new Map<string, () => void>();
  const peers = new Set<string>();

  return {
    peers,
    add(peer) {
      peers.add(peer);
      cancels.get(peer)?.();
      const pardon = () => {
        cancels.delete(peer);
        peers.delete(peer);
        pardoned(peer);
      };
      cancels.set(peer, schedule(CUT_OFF_MS, pardon));
    },
    close() {
      for (const cancel of cancels.values()) cancel();
      peers.clear();
    },
  };
}
