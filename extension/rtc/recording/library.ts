import { parseRecordingName, type KeptRecording } from '../../core/recording/file-name.ts';

/** Folders of the origin's own file system (OPFS): what is recorded, and what the browser's downloads read from. */
export const RECORDINGS = 'recordings';
const DOWNLOADS = 'downloads';
/** ms after which a download has surely been read. */
const DOWNLOAD_MS = 60 * 60_000;

/** The web's own mutex, held while a recording is written, and let go of when its page dies. */
export function recordingLock(name: string): string {
  return `recording:${name}`;
}

/** Whether this page has a file system: none has without https, nor a private window everywhere. */
export function canKeepRecordings(): boolean {
  return isSecureContext && 'storage' in navigator && 'getDirectory' in navigator.storage;
}

/** @returns newest first, without what other pages record just now, and what broke off before anything was written */
export async function listRecordings(): Promise<readonly KeptRecording[]> {
  if (!canKeepRecordings()) return [];
  const { held = [] } = await navigator.locks.query();
  const busy = new Set(held.map(({ name }) => name));
  const files = await filesIn(await folder(RECORDINGS));
  const kept = await Promise.all(
    files.filter(({ name }) => !busy.has(recordingLock(name))).map((file) => describe(file)),
  );
  return kept
    .filter((one) => one !== null)
    .filter(({ bytes }) => bytes > 0)
    .toSorted((a, b) => b.startedAt - a.startedAt);
}

async function describe(handle: FileSystemFileHandle): Promise<KeptRecording | null> {
  const name = parseRecordingName(handle.name);
  if (!name) return null;
  const { size } = await handle.getFile();
  return { ...name, id: handle.name, bytes: size };
}

export async function recordingFile(id: string): Promise<File> {
  return (await (await folder(RECORDINGS)).getFileHandle(id)).getFile();
}

export async function removeRecording(id: string): Promise<void> {
  await (await folder(RECORDINGS)).removeEntry(id);
}

/** A file for the browser's downloads to read from; those of long ago go. */
export async function openDownload(id: string): Promise<FileSystemFileHandle> {
  const downloads = await folder(DOWNLOADS);
  const old = await Promise.all(
    (await filesIn(downloads)).map(async (handle) => {
      const { lastModified } = await handle.getFile();
      return Date.now() - lastModified > DOWNLOAD_MS ? handle.name : null;
    }),
  );
  await Promise.all(old.flatMap((name) => (name === null ? [] : [downloads.removeEntry(name)])));
  return downloads.getFileHandle(id, { create: true });
}

async function folder(name: string): Promise<FileSystemDirectoryHandle> {
  return (await navigator.storage.getDirectory()).getDirectoryHandle(name, { create: true });
}

async function filesIn(directory: FileSystemDirectoryHandle): Promise<readonly FileSystemFileHandle[]> {
  const files: FileSystemFileHandle[] = [];
  for await (const handle of directory.values()) {
    if (handle instanceof FileSystemFileHandle) files.push(handle);
  }
  return files;
}
