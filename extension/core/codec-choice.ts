import type { Decoders } from './decoding.ts';
import { PRESETS, type ContentHint, type PresetId } from './presets.ts';

export type VideoCodec = 'H264' | 'AV1' | 'VP9' | 'VP8';

/** A codec whose frames can be encoded once and handed to all. VP8 breaks when a viewer changes the rung. */
export type RoomCodec = Exclude<VideoCodec, 'VP8'>;

/** What the sharer's machine says of one codec (`mediaCapabilities.encodingInfo`, type `webrtc`). */
export interface EncoderSupport {
  readonly codec: VideoCodec;
  readonly supported: boolean;
  /** `powerEfficient`: encoded in hardware */
  readonly powerEfficient: boolean;
}

export interface SharerMachine {
  readonly encoders: readonly EncoderSupport[];
  /** logical cores */
  readonly cores: number;
}

/** One viewer's connection as far as its codec goes. */
export interface SinkCodecs {
  readonly id: string;
  /** codec that its sender uses now; null before that is known */
  readonly current: VideoCodec | null;
  /** codecs that both sides agreed on */
  readonly negotiated: readonly VideoCodec[];
  /** What the viewer's machine says of its decoders; null while it does not: then what it agreed on is good enough. */
  readonly decoders: Decoders | null;
}

export interface CodecChoice {
  /** null when there is nothing that could be encoded once for all */
  readonly codec: RoomCodec | null;
  /** ids of the sinks that need an encoder of their own */
  readonly own: readonly string[];
}

/** A viewer whose picture stutters is as bad as a further encoder, which would spare it that. */
const STUTTER_WORK = 1;

/** H264 has the lowest delay in software, AV1 is the slowest by far (measured: rtc/codecs.ts). */
const BY_SOFTWARE_COST: readonly VideoCodec[] = ['H264', 'VP9', 'VP8', 'AV1'];

/** In encoders of H264: so that one viewer without H264 does not put all of the room on AV1. */
const AV1_SOFTWARE_WORK = 3;

/** AV1's screen tools make the best text of few bits, but on two cores it had twice the delay of H264 (rtc/codecs.ts). */
const AV1_SOFTWARE_CORES = 12;

/**
 * Order in which a sharer offers the codecs that its machine encodes: hardware first, then by what software costs.
 * @param hint what the picture is: text gains most by AV1
 * @returns supported codecs only, best first
 */
export function codecOrder(
  machine: SharerMachine,
  hint: ContentHint,
  preset: PresetId,
): readonly VideoCodec[] {
  const supported = machine.encoders.filter((encoder) => encoder.supported);
  const hardware = new Set(supported.filter((one) => one.powerEfficient).map((one) => one.codec));
  const hardwareOrder: readonly VideoCodec[] = hint === 'detail' ? ['AV1', 'H264'] : ['H264', 'AV1'];
  const order = new Set([
    ...hardwareOrder.filter((codec) => hardware.has(codec)),
    ...(affordsSoftwareAv1(machine.cores, hint, preset) ? (['AV1'] as const) : []),
    ...BY_SOFTWARE_COST,
  ]);
  return [...order].filter((codec) => supported.some((one) => one.codec === codec));
}

/**
 * The codec that is encoded once for the room: the one that takes the least work, its own encoder and those of the
 * viewers whom it leaves out, and that the viewers decode without stutter; between equals one that more of them decode
 * in hardware.
 * @param order the sharer's own order, which decides between what is equal still
 * @param present the room's codec now: it stays unless another spares work, for a change costs a gap
 */
export function chooseRoomCodec(
  sinks: readonly SinkCodecs[],
  order: readonly VideoCodec[],
  present: RoomCodec | null,
): CodecChoice {
  const choices = order.filter(isRoomCodec).map((codec) => choice(sinks, order, codec));
  const [first, ...others] = choices;
  if (!first) return { codec: null, own: sinks.map((sink) => sink.id) };
  const best = others.reduce((least, one) => (isBetter(one, least) ? one : least), first);
  const kept = choices.find(({ codec }) => codec === present);
  const { codec, own } = kept && kept.work <= best.work ? kept : best;
  return { codec, own };
}

function choice(sinks: readonly SinkCodecs[], order: readonly VideoCodec[], codec: RoomCodec) {
  const alone = sinks.filter((sink) => !canCarry(sink, codec));
  const carried = sinks.flatMap((sink) => (canCarry(sink, codec) && sink.decoders ? sink.decoders : []));
  const stuttering = carried.filter(({ smooth }) => !smooth.includes(codec)).length;
  const works = alone.map(({ current }) => encoderWork(current, order));
  return {
    codec,
    own: alone.map((sink) => sink.id),
    work: works.reduce((sum, work) => sum + work, encoderWork(codec, order) + stuttering * STUTTER_WORK),
    efficient: carried.filter(({ efficient }) => efficient.includes(codec)).length,
  };
}

type Choice = ReturnType<typeof choice>;

function isBetter(one: Choice, other: Choice): boolean {
  return one.work === other.work ? one.efficient > other.efficient : one.work < other.work;
}

/** In encoders of H264: AV1 that the sharer puts behind it is made in software, and dear. */
function encoderWork(codec: VideoCodec | null, order: readonly VideoCodec[]): number {
  return codec === 'AV1' && order.indexOf('AV1') > order.indexOf('H264') ? AV1_SOFTWARE_WORK : 1;
}

/**
 * Whether a sink's sender has the room's codec or can be switched to it by `encodings[0].codec`. After a switch to VP9
 * nothing is received any more (tried in Chromium 156), so only a sender that began with VP9 has it.
 */
export function canCarry(sink: Pick<SinkCodecs, 'current' | 'negotiated'>, codec: RoomCodec): boolean {
  return sink.current === codec || (codec !== 'VP9' && sink.negotiated.includes(codec));
}

function affordsSoftwareAv1(cores: number, hint: ContentHint, preset: PresetId): boolean {
  const { height, fps } = PRESETS[preset];
  return hint === 'detail' && cores >= AV1_SOFTWARE_CORES && height <= 1080 && fps <= 30;
}

function isRoomCodec(codec: VideoCodec): codec is RoomCodec {
  return codec !== 'VP8';
}
