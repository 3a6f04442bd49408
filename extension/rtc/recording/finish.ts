import { PortholeError } from '../../core/faults.ts';
import { openDownload, recordingFile, removeRecording } from './library.ts';
import { rewrite } from './rewrite.ts';

/**
 * Makes a whole file of what a recorder wrote, which knows neither its length nor where anything is: the same pictures
 * and sound, unchanged, with an index. Nothing is held in memory but that index. The recording itself is removed then.
 * @param target where the person wants it; null = into a file for the browser's downloads
 * @param progress share that is done, 0–1
 * @returns what the downloads are to read; null with a target
 * @throws PortholeError `recording-disk-full`, `recording-failed`: the recording stays
 */
export async function finishRecording(
  id: string,
  target: FileSystemFileHandle | null,
  progress: (share: number) => void,
): Promise<File | null> {
  try {
    const file = await recordingFile(id);
    const into = target ?? (await openDownload(id));
    await rewrite(file, into, progress).catch((error: unknown) => {
      if (isFull(error)) throw error;
      // What nobody here can read may still be worth something to a tool for broken files.
      return copy(file, into);
    });
    await removeRecording(id);
    return target ? null : await into.getFile();
  } catch (cause) {
    throw new PortholeError(isFull(cause) ? 'recording-disk-full' : 'recording-failed', String(cause), {
      cause,
    });
  }
}

async function copy(file: File, into: FileSystemFileHandle): Promise<void> {
  await file.stream().pipeTo(await into.createWritable());
}

function isFull(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'QuotaExceededError';
}
