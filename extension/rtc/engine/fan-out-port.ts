import type { FanOutCounts, FromFanOut, ToFanOut } from './fan-out-messages.ts';

/** The page's end of the fan-out worker. */
export interface FanOutPort {
  /** null = there is none: every sink has an encoder of its own. */
  readonly worker: Worker | null;
  /** False where the worker could not be started: a page's policy may forbid it. */
  readonly started: Promise<boolean>;
  post(message: ToFanOut, transfer?: Transferable[]): void;
  close(): void;
}

export interface FanOutEvents {
  readonly counts: (counts: FanOutCounts) => void;
  /** The sink shows this source from its next key frame on. */
  readonly ready: (source: number) => void;
  /** The sink lost the thread of this source. */
  readonly lost: (source: number, sink: string) => void;
}

/** Of an ordinary mesh: there is nothing to hand on, and nothing to count. */
export function openNoFanOut(events: Pick<FanOutEvents, 'counts'>): FanOutPort {
  return {
    worker: null,
    started: Promise.resolve(true),
    post({ type }) {
      if (type === 'count') queueMicrotask(() => events.counts({ sources: new Map(), sinks: new Map() }));
    },
    close: () => undefined,
  };
}

export function openFanOut(events: FanOutEvents): FanOutPort & { readonly worker: Worker } {
  const worker = new Worker(new URL('./fan-out.worker.ts', import.meta.url), { type: 'module' });
  worker.addEventListener('message', ({ data }: MessageEvent<FromFanOut>) => {
    if (data.type === 'counts') events.counts(data.counts);
    else if (data.type === 'ready') events.ready(data.input);
    else events.lost(data.input, data.sink);
  });
  const started = new Promise<boolean>((resolve) => {
    worker.addEventListener('message', () => resolve(true), { once: true });
    worker.addEventListener('error', () => resolve(false), { once: true });
  });
  const post = (message: ToFanOut, transfer: Transferable[] = []) => worker.postMessage(message, transfer);
  // Its answer is the first sign of life.
  post({ type: 'count' });
  return {
    worker,
    started,
    post,
    close: () => worker.terminate(),
  };
}
