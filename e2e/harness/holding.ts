import type { Page } from './page.ts';

/** What a page holds on to once its garbage is collected. */
export interface Holding {
  /** MB of objects on the heap of its scripts */
  readonly heapMb: number;
  /** Peer connections with somebody else, closed ones among them. */
  readonly links: number;
  /** All peer connections of the page; those of a sharer's encoders are among them. */
  readonly connections: number;
  /** Event listeners of the page's whole process. */
  readonly listeners: number;
}

/** Collects the page's garbage, and looks at what is left. */
export async function readHolding(page: Page): Promise<Holding> {
  const { links, connections } = await page.callOnConnections((all) => ({
    // The loopback pair of a rung carries no data channel.
    links: all.filter(({ sctp }) => sctp !== null).length,
    connections: all.length,
  }));
  await page.send('Performance.enable');
  const { metrics } = await page.send<{ metrics: { name: string; value: number }[] }>(
    'Performance.getMetrics',
  );
  const metric = (name: string): number => metrics.find((one) => one.name === name)?.value ?? 0;
  return {
    heapMb: metric('JSHeapUsedSize') / 2 ** 20,
    links,
    connections,
    listeners: metric('JSEventListeners'),
  };
}
