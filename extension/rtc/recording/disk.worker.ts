import type { FromDisk, ToDisk } from './disk-messages.ts';

/**
 * Writes one file in place. A page's own writable stream writes to a copy that only its end makes the file: a tab that
 * crashes would take the whole recording with it.
 */

/** The worker's own scope; TypeScript's library has either a page's or a worker's. */
interface DiskScope {
  addEventListener(type: 'message', heard: (event: MessageEvent<ToDisk>) => void): void;
  postMessage(message: FromDisk): void;
}

/** Of workers alone, so that TypeScript's library for pages lacks it. */
interface SyncAccessHandle {
  write(bytes: Uint8Array, options: { readonly at: number }): number;
  truncate(size: number): void;
  flush(): void;
  close(): void;
}

interface WorkerFile {
  createSyncAccessHandle(): Promise<SyncAccessHandle>;
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see DiskScope
const scope = globalThis as unknown as DiskScope;
let file: SyncAccessHandle | null = null;
/** bytes written so far */
let end = 0;
/** One message after the other. */
let done: Promise<void> = Promise.resolve();

async function handle(message: ToDisk): Promise<void> {
  if (message.type === 'open') return open(message.folder, message.name);
  if (message.type === 'close') return close();
  if (file) await write(file, message.chunk);
}

async function open(folder: string, name: string): Promise<void> {
  const root = await navigator.storage.getDirectory();
  const directory = await root.getDirectoryHandle(folder, { create: true });
  const entry: unknown = await directory.getFileHandle(name, { create: true });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see SyncAccessHandle
  file = await (entry as WorkerFile).createSyncAccessHandle();
  say({ type: 'opened' });
}

async function write(into: SyncAccessHandle, chunk: Blob): Promise<void> {
  const bytes = new Uint8Array(await chunk.arrayBuffer());
  const written = into.write(bytes, { at: end });
  if (written < bytes.length) throw new DOMException('the disk takes no more', 'QuotaExceededError');
  end += written;
  into.flush();
  say({ type: 'written', bytes: written });
}

function close(): void {
  // What could not be written whole is cut off.
  file?.truncate(end);
  file?.close();
  file = null;
  say({ type: 'closed' });
}

function say(message: FromDisk): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's has none
  scope.postMessage(message);
}

scope.addEventListener('message', ({ data }) => {
  done = done
    .then(() => handle(data))
    .catch((error: unknown) => {
      const full = error instanceof DOMException && error.name === 'QuotaExceededError';
      say({ type: 'failed', full });
    });
});
