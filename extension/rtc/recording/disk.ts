import { PortholeError } from '../../core/faults.ts';
import type { FromDisk, ToDisk } from './disk-messages.ts';

/** A file that grows on disk, in the page's own file system. */
export interface Disk {
  /** bytes that are surely on disk */
  readonly bytes: number;
  /** bytes that wait to be written */
  readonly held: number;
  write(chunk: Blob): void;
  /** Resolves when all is written and the file is closed, also after a failure. */
  close(): Promise<void>;
}

export interface DiskEvents {
  /** More is on disk. */
  readonly written: () => void;
  /** Nothing more is written; what was, stays. */
  readonly failed: (error: PortholeError) => void;
}

/** Bytes that may wait: 10 s of the largest preset. A disk that is behind by more does not keep up. */
const MOST_HELD = 64 * 1024 * 1024;

/** @throws PortholeError `recording-unsupported` where the browser has no such file system */
export async function openDisk(folder: string, name: string, events: DiskEvents): Promise<Disk> {
  const worker = new Worker(new URL('./disk.worker.ts', import.meta.url), { type: 'module' });
  const opened = Promise.withResolvers<void>();
  const closed = Promise.withResolvers<void>();
  let bytes = 0;
  let held = 0;
  let failed = false;

  const post = (message: ToDisk) => worker.postMessage(message, []);

  function fail(error: PortholeError): void {
    if (failed) return;
    failed = true;
    opened.reject(error);
    events.failed(error);
  }

  worker.addEventListener('message', ({ data }: MessageEvent<FromDisk>) => {
    if (data.type === 'opened') return opened.resolve();
    if (data.type === 'closed') return closed.resolve();
    if (data.type === 'failed')
      return fail(new PortholeError(data.full ? 'recording-disk-full' : 'recording-failed'));
    bytes += data.bytes;
    held -= data.bytes;
    events.written();
  });
  worker.addEventListener('error', () => {
    fail(new PortholeError('recording-unsupported'));
    closed.resolve();
  });
  post({ type: 'open', folder, name });
  await opened.promise.catch((error: unknown) => {
    worker.terminate();
    throw new PortholeError('recording-unsupported', String(error), { cause: error });
  });

  return {
    get bytes() {
      return bytes;
    },
    get held() {
      return held;
    },
    write(chunk) {
      if (failed) return;
      held += chunk.size;
      if (held > MOST_HELD) return fail(new PortholeError('recording-failed', 'the disk does not keep up'));
      post({ type: 'write', chunk });
    },
    async close() {
      post({ type: 'close' });
      await closed.promise;
      worker.terminate();
    },
  };
}
