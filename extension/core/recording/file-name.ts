import type { RecordingFormat } from './format.ts';

/** A recording on disk, as its file's name tells. */
export interface RecordingName {
  /** ms since the epoch */
  readonly startedAt: number;
  readonly extension: RecordingFormat['extension'];
}

/** A recording that is on disk and that nobody writes at. */
export interface KeptRecording extends RecordingName {
  /** Its file's name. */
  readonly id: string;
  readonly bytes: number;
}

const NAME = /^(\d{1,15})-[a-z0-9]{1,16}\.(mp4|webm)$/;

/** @param startedAt ms since the epoch @param random tells two apart that began at once: a–z, 0–9 */
export function formatRecordingName({ startedAt, extension }: RecordingName, random: string): string {
  return `${startedAt}-${random}.${extension}`;
}

/** @returns null for a file that is no recording */
export function parseRecordingName(name: string): RecordingName | null {
  const [, startedAt, extension] = NAME.exec(name) ?? [];
  if (startedAt === undefined) return null;
  return { startedAt: Number(startedAt), extension: extension === 'mp4' ? 'mp4' : 'webm' };
}
