import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  canCarry,
  chooseRoomCodec,
  codecOrder,
  type RoomCodec,
  type SinkCodecs,
  type VideoCodec,
} from './codec-choice.ts';
import { PRESET_IDS } from './presets.ts';

const CODECS: readonly VideoCodec[] = ['H264', 'AV1', 'VP9', 'VP8'];
const codec = fc.constantFrom(...CODECS);
const roomCodec = fc.constantFrom<RoomCodec>('H264', 'AV1', 'VP9');
const order = fc.shuffledSubarray([...CODECS]);
const sinks = fc.array(
  fc.record({
    id: fc.uuid(),
    current: fc.option(codec),
    negotiated: fc.subarray([...CODECS]),
    decoders: fc.option(fc.record({ smooth: fc.subarray([...CODECS]), efficient: fc.subarray([...CODECS]) })),
  }),
  { maxLength: 14 },
);

describe('a sharer offers', () => {
  test('H264, VP9, VP8, AV1 when all is done in software', () => {
    expect(codecOrder(machine([]), 'detail', '1080p30')).toEqual(['H264', 'VP9', 'VP8', 'AV1']);
  });

  test('what its hardware encodes first: AV1 for text, H264 for motion', () => {
    expect(codecOrder(machine(['AV1']), 'motion', '1080p30')[0]).toBe('AV1');
    expect(codecOrder(machine(['H264', 'AV1']), 'detail', '2160p60').slice(0, 2)).toEqual(['AV1', 'H264']);
    expect(codecOrder(machine(['H264', 'AV1']), 'motion', '2160p60').slice(0, 2)).toEqual(['H264', 'AV1']);
  });

  test('AV1 in software for text only where there are cores for it, and not before hardware', () => {
    expect(codecOrder(machine([], 12), 'detail', '1080p30')[0]).toBe('AV1');
    expect(codecOrder(machine(['H264'], 12), 'detail', '1080p30')).toEqual(['H264', 'AV1', 'VP9', 'VP8']);
    expect(codecOrder(machine([], 11), 'detail', '1080p30')[0]).toBe('H264');
    expect(codecOrder(machine([], 32), 'detail', '1080p60')[0]).toBe('H264');
    expect(codecOrder(machine([], 32), 'detail', '1440p30')[0]).toBe('H264');
    expect(codecOrder(machine([], 32), 'motion', '1080p30')[0]).toBe('H264');
  });

  test('every codec that it supports once, and no other', () => {
    const encoders = fc.tuple(...CODECS.map((name) => encoder(name)));
    const hint = fc.constantFrom('detail' as const, 'motion' as const);
    fc.assert(
      fc.property(encoders, fc.nat(64), hint, fc.constantFrom(...PRESET_IDS), (all, cores, wish, preset) => {
        const offered = codecOrder({ encoders: all, cores }, wish, preset);
        const supported = all.filter((one) => one.supported).map((one) => one.codec);
        expect(offered.toSorted()).toEqual(supported.toSorted());
      }),
    );
  });
});

describe("the room's codec", () => {
  test('is the one that spares the most encoders', () => {
    const room = [sink('a', 'VP8', ['VP8']), sink('b', 'AV1', ['AV1', 'VP8']), sink('c', 'AV1', ['AV1'])];
    expect(chooseRoomCodec(room, ['H264', 'VP9', 'VP8', 'AV1'], null)).toEqual({ codec: 'AV1', own: ['a'] });
  });

  test('goes by the order of the sharer between equals', () => {
    const room = [sink('a', 'H264', CODECS)];
    expect(chooseRoomCodec(room, ['AV1', 'H264'], null).codec).toBe('AV1');
    expect(chooseRoomCodec([], ['VP8', 'VP9', 'AV1'], null).codec).toBe('VP9');
  });

  test('stays while no other spares an encoder', () => {
    const room = [sink('a', 'H264', CODECS), sink('b', 'AV1', ['AV1'])];
    expect(chooseRoomCodec([sink('a', 'H264', CODECS)], ['AV1', 'H264'], 'H264').codec).toBe('H264');
    expect(chooseRoomCodec(room, ['AV1', 'H264'], 'H264')).toEqual({ codec: 'AV1', own: [] });
  });

  test('is VP9 only for those who have it already: a switch to it loses the picture', () => {
    const room = [sink('a', 'VP9', ['VP9']), sink('b', 'VP9', ['VP9']), sink('c', 'H264', CODECS)];
    expect(chooseRoomCodec(room, ['H264', 'VP9'], null)).toEqual({ codec: 'VP9', own: ['c'] });
  });

  test('is one that the viewers decode without stutter, where their machines say so', () => {
    const weak = { ...sink('a', 'AV1', CODECS), decoders: { smooth: ['H264' as const], efficient: [] } };
    expect(chooseRoomCodec([sink('b', 'AV1', CODECS), weak], ['AV1', 'H264'], 'AV1').codec).toBe('H264');
    const hopeless = { ...weak, decoders: { smooth: [], efficient: [] } };
    expect(chooseRoomCodec([hopeless], ['AV1', 'H264'], null).codec).toBe('AV1');
  });

  test('is one that more of them decode in hardware, between equals, but not once another is there', () => {
    const both = ['AV1' as const, 'H264' as const];
    const viewer = { ...sink('a', 'AV1', CODECS), decoders: { smooth: both, efficient: ['H264' as const] } };
    expect(chooseRoomCodec([viewer], both, null).codec).toBe('H264');
    expect(chooseRoomCodec([viewer], both, 'AV1').codec).toBe('AV1');
  });

  test('is none where the sharer has VP8 alone', () => {
    expect(chooseRoomCodec([sink('a', 'VP8', ['VP8'])], ['VP8'], null)).toEqual({ codec: null, own: ['a'] });
  });

  test('is not AV1 in software for the sake of one viewer, but for a room that has nothing else', () => {
    const software: readonly VideoCodec[] = ['H264', 'VP9', 'VP8', 'AV1'];
    const firefox = sink('f', 'VP9', ['VP9', 'VP8', 'AV1']);
    const room = [sink('a', 'H264', CODECS), sink('b', 'H264', CODECS), firefox];
    expect(chooseRoomCodec(room, software, 'H264')).toEqual({ codec: 'H264', own: ['f'] });
    expect(chooseRoomCodec([sink('a', 'AV1', ['AV1']), sink('b', 'AV1', ['AV1'])], software, 'H264')).toEqual(
      {
        codec: 'AV1',
        own: [],
      },
    );
  });

  test('names exactly the viewers whom it leaves out, and takes no more of them than it must', () => {
    fc.assert(
      fc.property(sinks, order, fc.option(roomCodec), (seen, offered, present) => {
        const room = seen.map((one) => ({ ...one, decoders: null }));
        const choice = chooseRoomCodec(room, offered, present);
        const candidates = offered.filter((one) => one !== 'VP8');
        expect(choice.own).toEqual(choice.codec ? left(room, choice.codec) : room.map((one) => one.id));
        expect(choice.codec === null).toBe(candidates.length === 0);
        expect([null, ...candidates]).toContain(choice.codec);
        // One that leaves out a part of those, and is no dearer itself, would have been chosen.
        const better = candidates.filter(
          (one) =>
            one !== 'AV1' &&
            left(room, one).length < choice.own.length &&
            isSubset(left(room, one), choice.own),
        );
        expect(better).toEqual([]);
      }),
    );
  });

  test('once chosen is chosen again', () => {
    fc.assert(
      fc.property(sinks, order, (room, offered) => {
        const choice = chooseRoomCodec(room, offered, null);
        expect(chooseRoomCodec(room, offered, choice.codec)).toEqual(choice);
      }),
    );
  });
});

function machine(hardware: readonly VideoCodec[], cores = 4) {
  const encoders = CODECS.map((name) => ({
    codec: name,
    supported: true,
    powerEfficient: hardware.includes(name),
  }));
  return { encoders, cores };
}

function encoder(name: VideoCodec) {
  return fc.record({ codec: fc.constant(name), supported: fc.boolean(), powerEfficient: fc.boolean() });
}

function sink(id: string, current: VideoCodec | null, negotiated: readonly VideoCodec[]): SinkCodecs {
  return { id, current, negotiated, decoders: null };
}

function left(room: readonly SinkCodecs[], name: RoomCodec): readonly string[] {
  return room.filter((one) => !canCarry(one, name)).map((one) => one.id);
}

function isSubset(some: readonly string[], all: readonly string[]): boolean {
  return some.every((one) => all.includes(one));
}
