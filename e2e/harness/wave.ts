import { writeFile } from 'node:fs/promises';

const RATE = 48_000;
/** s from one burst to the next: never at the same place of a second for long, where something else may sound. */
const PERIOD_S = 0.7;
const LENGTH_S = 3 * PERIOD_S;

/**
 * Writes a sound for a fake microphone (`--use-file-for-fake-audio-capture`): bursts of one tone, for noise suppression
 * takes a steady one away.
 */
export async function writeBursts(file: string, hz: number): Promise<void> {
  const samples = new Int16Array(RATE * LENGTH_S).map((_, index) => {
    const inBurst = (index / RATE) % PERIOD_S < 0.25;
    return inBurst ? Math.round(12_000 * Math.sin((2 * Math.PI * hz * index) / RATE)) : 0;
  });
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.byteLength, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(RATE, 24);
  header.writeUInt32LE(RATE * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.byteLength, 40);
  await writeFile(file, Buffer.concat([header, Buffer.from(samples.buffer)]));
}
