import type { Engine } from './engine/engine.ts';

/** The engines of one page: that which encodes once, and that of an ordinary mesh. */
export interface Engines {
  /**
   * Asked at each share.
   * @param before that of the last share: it has nothing more to send if it is another
   * @returns the first where it is wanted and the browser has what it is made of
   */
  open(encodeOnce: boolean, before: Engine | null): Promise<Engine>;
  close(): void;
}

/** An engine's code comes with the first share: whoever just watches never needs it. */
export function createEngines(): Engines {
  let shared: Engine | null = null;
  let plain: Engine | null = null;
  return {
    async open(encodeOnce, before) {
      const module = await import('./engine/engine.ts');
      if (encodeOnce) shared ??= await module.openEngine();
      const next = (encodeOnce && shared) || (plain ??= module.openPlainEngine());
      if (next !== before) before?.share(null);
      return next;
    },
    close() {
      for (const engine of [shared, plain]) engine?.close();
    },
  };
}
