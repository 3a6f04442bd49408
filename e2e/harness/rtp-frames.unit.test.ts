import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFrameAssembly, type RtpCodec } from './rtp-frames.ts';

interface Fields {
  readonly sequence: number;
  readonly timestamp?: number;
  readonly marker?: boolean;
  readonly payload?: readonly number[];
}

const KEY = [0x65];
const DELTA = [0x41];

function packet({ sequence, timestamp = 0, marker = true, payload = DELTA }: Fields): Uint8Array {
  const bytes = new Uint8Array(12 + payload.length);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, 0x80);
  view.setUint8(1, (marker ? 0x80 : 0) | 96);
  view.setUint16(2, sequence);
  view.setUint32(4, timestamp);
  bytes.set(payload, 12);
  return bytes;
}

function receive(packets: readonly Fields[], codec: RtpCodec = 'H264') {
  const assembly = createFrameAssembly(codec);
  const frames = packets.flatMap((fields, index) => assembly.add(packet(fields), index) ?? []);
  return { assembly, frames };
}

describe('a receiver that decodes nothing', () => {
  it('counts a frame when its last packet is there, from a key frame on', () => {
    const { frames } = receive([
      { sequence: 9, timestamp: 1 },
      { sequence: 10, timestamp: 2, payload: KEY, marker: false },
      { sequence: 11, timestamp: 2, payload: [1, 2] },
      { sequence: 12, timestamp: 3 },
    ]);
    expect(frames).toEqual([
      { at: 2, key: true, bytes: 3 },
      { at: 3, key: false, bytes: 1 },
    ]);
  });

  it('sees a gap, also across the wrap, and counts nothing before the next key frame', () => {
    const { assembly, frames } = receive([
      { sequence: 65_534, timestamp: 1, payload: KEY },
      { sequence: 65_535, timestamp: 2 },
      { sequence: 1, timestamp: 4 },
      { sequence: 2, timestamp: 5 },
      { sequence: 3, timestamp: 6, payload: KEY },
    ]);
    expect(frames.map(({ at }) => at)).toEqual([0, 1, 4]);
    expect([assembly.lost, assembly.broken]).toEqual([1, false]);
  });

  it('knows the key frames of each codec by their first packet', () => {
    const keys: Readonly<Record<RtpCodec, readonly (readonly number[])[]>> = {
      H264: [[0x67], [0x78, 0, 1, 0x67], [0x7c, 0x85]],
      AV1: [[0x18]],
      VP9: [[0x8c, 0x00]],
    };
    const deltas = {
      H264: [[0x41], [0x7c, 0x81]],
      AV1: [[0x10]],
      VP9: [
        [0xcc, 0x00],
        [0x88, 0x02],
      ],
    };
    for (const codec of ['H264', 'AV1', 'VP9'] as const) {
      const isKey = (payload: readonly number[]) =>
        receive([{ sequence: 1, payload }], codec).frames[0]?.key ?? false;
      expect(keys[codec].map(isKey)).not.toContain(false);
      expect(deltas[codec].map(isKey)).not.toContain(true);
    }
  });

  it('takes whatever comes on the socket', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 20 }), (packets) => {
        const assembly = createFrameAssembly('H264');
        for (const [at, bytes] of packets.entries()) expect(() => assembly.add(bytes, at)).not.toThrow();
      }),
    );
  });
});
