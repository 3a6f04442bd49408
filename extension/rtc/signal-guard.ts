import { countSignal, isSignalFlood, type Signal, type Signals } from '../core/signal-flood.ts';

/** Counts what each peer sends through the signaling service. */
export interface SignalGuard {
  /** Counts one more. @returns whether that makes it a flood; what came before is forgiven then */
  floods(peer: string, signal: Signal): boolean;
  forget(peer: string): void;
}

export function createSignalGuard(): SignalGuard {
  const seen = new Map<string, Signals>();

  return {
    floods(peer, signal) {
      const signals = countSignal(seen.get(peer) ?? null, signal, performance.now());
      if (!isSignalFlood(signals)) {
        seen.set(peer, signals);
        return false;
      }
      seen.delete(peer);
      return true;
    },
    forget: (peer) => void seen.delete(peer),
  };
}
