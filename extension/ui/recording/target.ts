import { parseRecordingName } from '../../core/recording/file-name.ts';
import { fileTime } from '../format.ts';

/** Where a recording goes: a file that the person chose, the browser's downloads, or nowhere yet. */
export type SaveTarget =
  | { readonly kind: 'file'; readonly file: FileSystemFileHandle }
  | { readonly kind: 'downloads' }
  | { readonly kind: 'dismissed' };

/** What a recording is called outside. @param id its own file's name */
export function recordingFileName(id: string): string {
  const { startedAt, extension } = parseRecordingName(id) ?? { startedAt: 0, extension: 'mp4' };
  return `Porthole ${fileTime(new Date(startedAt))}.${extension}`;
}

/** Asks where to save. Call it from a click; without one, or without such a dialog, the browser's downloads take it. */
export async function askTarget(id: string): Promise<SaveTarget> {
  if (!window.showSaveFilePicker) return { kind: 'downloads' };
  const extension = parseRecordingName(id)?.extension ?? 'mp4';
  const types = [{ accept: { [`video/${extension}`]: [`.${extension}`] } }];
  try {
    const suggestedName = recordingFileName(id);
    return { kind: 'file', file: await window.showSaveFilePicker({ suggestedName, types }) };
  } catch (error) {
    const isDismissed = error instanceof DOMException && error.name === 'AbortError';
    return { kind: isDismissed ? 'dismissed' : 'downloads' };
  }
}
