import type { FanOutCounts, FromFanOut, ToFanOut } from './fan-out-messages.ts';

/** The page's end of the fan-out worker. */
export interface FanOutPort {
  readonly worker: Worker;
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

export function openFanOut(events: FanOutEvents): FanOutPort {
  const worker = new Worker(new URL('./fan-out.worker.ts', import.meta.url), { type: 'module' });
  worker.addEventListener('message', ({ data }: MessageEvent<FromFanOut>) => {
    if (data.type === 'counts') events.counts(data.counts);
    else if (data.type === 'ready') events.ready(data.input);
    else events.lost(data.input, data.sink);
  });
  return {
    worker,
    post: (message, transfer = []) => worker.postMessage(message, transfer),
    close: () => worker.terminate(),
  };
}
