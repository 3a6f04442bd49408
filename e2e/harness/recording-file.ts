import { execFile, spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { readLumaStamp, type Rect, type Stamp } from '../sample/barcode.ts';
import { BEEP_HZ, toneShare } from '../sample/tone.ts';

const run = promisify(execFile);

/** Whether this machine can read recordings as other programs do. */
export function hasFfmpeg(): boolean {
  return ['ffmpeg', 'ffprobe'].every((tool) => spawnSync(tool, ['-version']).status === 0);
}

/** One picture of a recording. */
interface RecordedFrame {
  /** ms from the file's beginning */
  readonly at: number;
  /** What the sample page drew into it; null where it cannot be read. */
  readonly stamp: Stamp | null;
}

/** A recording as other programs find it. */
export interface RecordingFile {
  /** s */
  readonly duration: number;
  /** s, as the header alone says: what a player shows before it has read the file */
  readonly headerDuration: number;
  readonly codecs: readonly string[];
  /** px */
  readonly width: number;
  /** px */
  readonly height: number;
  readonly frames: readonly RecordedFrame[];
  /** ms from the file's beginning at which beeps begin */
  readonly beeps: readonly number[];
}

interface Probed {
  readonly format: { readonly duration: string };
  readonly streams: readonly {
    readonly codec_name: string;
    readonly width?: number;
    readonly height?: number;
  }[];
  readonly frames: readonly { readonly best_effort_timestamp_time: string }[];
}

const MOST_BYTES = 512 * 1024 * 1024;
const SAMPLE_RATE = 48_000;
/** s; a beep's beginning is told as finely as this. */
const BLOCK_S = 0.01;
const TONE = 0.5;

/**
 * Reads a file of MP4 or WebM with ffprobe and ffmpeg.
 * @param contents where the shared page may lie within the picture, in px; none = it is all of it
 * @throws Error where it cannot be decoded from beginning to end
 */
export async function readRecording(file: string, contents: readonly Rect[] = []): Promise<RecordingFile> {
  const entries = 'format=duration:stream=codec_name,width,height:frame=best_effort_timestamp_time';
  const { streams } = await probe(file, ['-show_entries', 'stream=codec_name,width,height']);
  const { format, frames } = await probe(file, ['-select_streams', 'v', '-show_entries', entries]);
  const { width = 0, height = 0 } = streams.find((stream) => stream.width) ?? {};
  const luma = await decode(file, [
    '-map',
    '0:v',
    '-fps_mode',
    'passthrough',
    '-f',
    'rawvideo',
    '-pix_fmt',
    'gray',
  ]);
  const sound = await decode(file, ['-map', '0:a', '-ac', '1', '-ar', String(SAMPLE_RATE), '-f', 'f32le']);
  return {
    duration: Number(format.duration),
    headerDuration: file.endsWith('.mp4') ? movieDuration(await readFile(file)) : Number(format.duration),
    codecs: streams.map(({ codec_name }) => codec_name),
    width,
    height,
    frames: frames.map(({ best_effort_timestamp_time: time }, index) => ({
      at: Number(time) * 1000,
      stamp: stampOf(
        luma.subarray(index * width * height, (index + 1) * width * height),
        width,
        height,
        contents,
      ),
    })),
    beeps: beepsOf(new Float32Array(sound.buffer, sound.byteOffset, sound.length >> 2)),
  };
}

async function probe(file: string, args: readonly string[]): Promise<Probed> {
  const { stdout } = await run('ffprobe', ['-v', 'error', '-of', 'json', ...args, file], {
    maxBuffer: MOST_BYTES,
  });
  return JSON.parse(stdout) as Probed;
}

async function decode(file: string, args: readonly string[]): Promise<Buffer> {
  const options = { maxBuffer: MOST_BYTES, encoding: 'buffer' } as const;
  // -xerror: the first broken packet fails it.
  const { stdout } = await run('ffmpeg', ['-v', 'error', '-xerror', '-i', file, ...args, '-'], options);
  return stdout;
}

function stampOf(luma: Buffer, width: number, height: number, contents: readonly Rect[]): Stamp | null {
  const picture = { width, height, at: (x: number, y: number) => luma[y * width + x] ?? 0 };
  const places = contents.length > 0 ? contents : [{ x: 0, y: 0, width, height }];
  return places.map((place) => readLumaStamp(picture, place)).find((stamp) => stamp !== null) ?? null;
}

function beepsOf(samples: Float32Array): readonly number[] {
  const length = SAMPLE_RATE * BLOCK_S;
  const sounds = Array.from(
    { length: Math.floor(samples.length / length) },
    (_, block) =>
      toneShare(samples.subarray(block * length, (block + 1) * length), SAMPLE_RATE, BEEP_HZ) > TONE,
  );
  return sounds.flatMap((sounding, block) =>
    sounding && !sounds[block - 1] ? [block * BLOCK_S * 1000] : [],
  );
}

/** The movie header of MP4 (ISO/IEC 14496-12, 8.2.2); of WebM ffprobe reads it there as well. */
function movieDuration(bytes: Buffer): number {
  const at = bytes.indexOf('mvhd') + 4;
  const isLong = bytes[at] === 1;
  const scale = bytes.readUInt32BE(at + (isLong ? 20 : 12));
  const duration = isLong ? Number(bytes.readBigUInt64BE(at + 24)) : bytes.readUInt32BE(at + 16);
  return duration / scale;
}
