import type { Size } from '../../core/encoding.ts';
import { PortholeError } from '../../core/faults.ts';
import { formatRecordingName } from '../../core/recording/file-name.ts';
import { RECORDING_FORMATS, recordingBitrate, type RecordingFormat } from '../../core/recording/format.ts';
import { openDisk, type Disk } from './disk.ts';
import { canKeepRecordings, RECORDINGS, recordingLock } from './library.ts';
import { createSteadyPicture, type SteadyPicture } from './steady-picture.ts';
import { createSteadySound } from './steady-sound.ts';

/** Records into one file, whatever comes and goes. */
export interface Recorder {
  /** Its file's name. */
  readonly id: string;
  /** bytes on disk */
  readonly bytes: number;
  /** Records this from now on; null = nothing comes. */
  follow(stream: MediaStream | null): void;
  pause(): void;
  resume(): void;
  /** Resolves when all of it is on disk. */
  stop(): Promise<void>;
}

export interface RecorderOptions {
  readonly stream: MediaStream;
  /** ms to wait for a larger picture, which was asked for: the recording keeps its first size */
  readonly patienceMs: number;
  /** ms by which the sound is to be held back, for a picture that comes late */
  readonly soundDelayMs: number;
  /** More is on disk. */
  readonly written: () => void;
  /** It is over: `stop` it; what was written stays. */
  readonly failed: (error: PortholeError) => void;
}

/** ms between two chunks: what a crash takes away at most, with the group of frames under way. */
const CHUNK_MS = 1000;
/** ms between key frames: a file of MP4 grows by one group of frames at a time. */
const KEY_FRAME_MS = 2000;
/** bit/s */
const SOUND_BITRATE = 160_000;
/** ms to wait for a first frame at all */
const FIRST_FRAME_MS = 10_000;

/** TypeScript's library lacks the key frames (MediaStream Recording, Chromium 117). */
interface Options extends MediaRecorderOptions {
  readonly videoKeyFrameIntervalDuration: number;
}

/**
 * Begins to record. Call it from a click, for the sound's sake.
 * @throws PortholeError `recording-unsupported`, `recording-failed`
 */
export async function openRecorder(options: RecorderOptions): Promise<Recorder> {
  const format = supportedFormat();
  if (!format || !canKeepRecordings()) throw new PortholeError('recording-unsupported');
  const sources = openSources(options.soundDelayMs);
  sources.follow(options.stream);
  try {
    const size = await sources.firstSize(options.patienceMs);
    const id = formatRecordingName(
      { startedAt: Date.now(), extension: format.extension },
      Math.random().toString(36).slice(2, 10),
    );
    const unlock = await lock(id);
    const disk = await openDisk(RECORDINGS, id, options);
    return start({ id, format, size, disk, sources, unlock, options });
  } catch (error) {
    sources.close();
    throw error;
  }
}

function supportedFormat(): RecordingFormat | undefined {
  if (!('MediaRecorder' in globalThis)) return undefined;
  return RECORDING_FORMATS.find(({ mimeType }) => MediaRecorder.isTypeSupported(mimeType));
}

interface Parts {
  readonly id: string;
  readonly format: RecordingFormat;
  readonly size: Size;
  readonly disk: Disk;
  readonly sources: Sources;
  readonly unlock: () => void;
  readonly options: RecorderOptions;
}

function start({ id, format, size, disk, sources, unlock, options }: Parts): Recorder {
  const wish: Options = {
    mimeType: format.mimeType,
    videoBitsPerSecond: recordingBitrate(size),
    audioBitsPerSecond: SOUND_BITRATE,
    videoKeyFrameIntervalDuration: KEY_FRAME_MS,
  };
  const recorder = new MediaRecorder(sources.stream, wish);
  const stopped = new Promise<void>((resolve) => {
    recorder.addEventListener('stop', () => resolve(), { once: true });
  });
  recorder.addEventListener('dataavailable', ({ data }) => disk.write(data));
  recorder.addEventListener('error', () => options.failed(new PortholeError('recording-failed')));
  recorder.start(CHUNK_MS);
  sources.refresh();
  return {
    id,
    get bytes() {
      return disk.bytes;
    },
    follow: sources.follow,
    pause: () => recorder.pause(),
    resume() {
      recorder.resume();
      sources.refresh();
    },
    async stop() {
      // The last frame lasts until the next one.
      if (recorder.state === 'recording') sources.refresh();
      if (recorder.state !== 'inactive') {
        recorder.stop();
        await stopped;
      }
      sources.close();
      await disk.close();
      unlock();
    },
  };
}

const nothing = (): void => undefined;

/** Picture and sound that a recorder is given once and for all. */
interface Sources extends Pick<SteadyPicture, 'refresh' | 'close'> {
  readonly stream: MediaStream;
  readonly follow: (stream: MediaStream | null) => void;
  /** @returns the size that the picture keeps @throws PortholeError `recording-failed` where none comes */
  firstSize(patienceMs: number): Promise<Size>;
}

function openSources(soundDelayMs: number): Sources {
  const sizes: Size[] = [];
  let larger = nothing;
  const picture = createSteadyPicture((size) => {
    sizes.push(size);
    larger();
  });
  const sound = createSteadySound(soundDelayMs);

  /** Resolves when another size came, or after so many ms. */
  const nextSize = (ms: number) =>
    new Promise<void>((resolve) => {
      larger = resolve;
      setTimeout(resolve, ms);
    });

  return {
    stream: new MediaStream([picture.track, ...(sound.track ? [sound.track] : [])]),
    follow(stream) {
      picture.follow(stream?.getVideoTracks()[0] ?? null);
      sound.follow(stream?.getAudioTracks()[0] ?? null);
    },
    refresh: picture.refresh,
    async firstSize(patienceMs) {
      if (sizes.length === 0) await nextSize(FIRST_FRAME_MS);
      if (patienceMs > 0 && sizes.length === 1) await nextSize(patienceMs);
      picture.settle();
      if (!picture.size) throw new PortholeError('recording-failed', 'no picture came');
      return picture.size;
    },
    close() {
      picture.close();
      sound.close();
    },
  };
}

/** Says to other pages that this recording is under way. @returns says that it is over */
async function lock(id: string): Promise<() => void> {
  return new Promise((resolve) => {
    void navigator.locks.request(
      recordingLock(id),
      () =>
        new Promise<void>((release) => {
          resolve(release);
        }),
    );
  });
}
