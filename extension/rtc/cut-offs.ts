import type { IncomingRelay } from '../core/session-state.ts';
import type { Schedule } from './schedule.ts';
import { createSignalGuard } from './signal-guard.ts';

/** Peers that flooded a Link, or what leads to it: they stay out for a while. */
export interface CutOffs {
  readonly peers: ReadonlySet<string>;
  add(peer: string): void;
  /** Whether a message of a peer's is dealt with. One that is too many cuts it off. */
  takes(relay: IncomingRelay): boolean;
  /** A peer is gone: what it sent is not counted any more, but it stays out. */
  forget(peer: string): void;
  /** Forgets everyone. */
  close(): void;
}

/** How long they stay out, in ms. */
const CUT_OFF_MS = 60_000;

export interface CutOffEvents {
  /** The peer is out from now on. */
  readonly cut: (peer: string) => void;
  /** It may come back. */
  readonly pardoned: (peer: string) => void;
  /** Who is out has changed. */
  readonly changed: () => void;
}

export function createCutOffs(schedule: Schedule, { cut, pardoned, changed }: CutOffEvents): CutOffs {
  const cancels = new Map<string, () => void>();
  const peers = new Set<string>();
  const signals = createSignalGuard();

  function add(peer: string): void {
    peers.add(peer);
    cancels.get(peer)?.();
    const pardon = () => {
      cancels.delete(peer);
      peers.delete(peer);
      pardoned(peer);
      changed();
    };
    cancels.set(peer, schedule(CUT_OFF_MS, pardon));
    cut(peer);
    changed();
  }

  return {
    peers,
    add,
    takes(relay) {
      if (peers.has(relay.from)) return false;
      if (!signals.floods(relay.from, relay)) return true;
      add(relay.from);
      return false;
    },
    forget: signals.forget,
    close() {
      for (const cancel of cancels.values()) cancel();
      peers.clear();
    },
  };
}
