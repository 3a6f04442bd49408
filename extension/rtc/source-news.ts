import type { Link } from './link.ts';

/** Tells the peers, past the server, when the page that I share has crashed: their picture stands without a reason. */
export interface SourceNews {
  readonly crashed: boolean;
  /** What I share gives no picture, said again and again; or it gives one, or is shared no more. */
  stands(stands: boolean): void;
  /** A data channel has opened. */
  greet(peer: string): void;
}

export interface SourceNewsOptions {
  readonly links: () => ReadonlyMap<string, Pick<Link, 'tell'>>;
  /** Asked while there is no picture; what can't be asked has not crashed. */
  readonly hasCrashed: (() => Promise<boolean>) | undefined;
  /** `crashed` changed. */
  readonly changed: () => void;
}

export function createSourceNews({ links, hasCrashed, changed }: SourceNewsOptions): SourceNews {
  let standing = false;
  let crashed = false;

  const tell = (peer: string) => links().get(peer)?.tell({ type: 'source', crashed });

  function set(next: boolean): void {
    if (next === crashed) return;
    crashed = next;
    for (const peer of links().keys()) tell(peer);
    changed();
  }

  async function ask(): Promise<void> {
    const answer = (await hasCrashed?.().catch(() => false)) ?? false;
    // The picture may have come back meanwhile.
    set(standing && answer);
  }

  return {
    get crashed() {
      return crashed;
    },
    stands(stands) {
      standing = stands;
      if (stands) void ask();
      else set(false);
    },
    // All is well until something else is said.
    greet: (peer) => void (crashed && tell(peer)),
  };
}
