import { codecOrder, type EncoderSupport, type VideoCodec } from '../core/codec-choice.ts';
import { VIDEO_CODECS } from '../core/decoding.ts';
import { PRESETS, type ContentHint, type PresetId } from '../core/presets.ts';

/** @returns the codecs that this machine encodes, in the order that suits the share */
export async function sharerCodecs(hint: ContentHint, preset: PresetId): Promise<readonly VideoCodec[]> {
  const encoders = await Promise.all(VIDEO_CODECS.map((codec) => encoderSupport(codec, preset)));
  return codecOrder({ encoders, cores: navigator.hardwareConcurrency }, hint, preset);
}

/** A browser that does not tell (Firefox before 130) is taken to have the codec, in software. */
async function encoderSupport(codec: VideoCodec, preset: PresetId): Promise<EncoderSupport> {
  const { width, height, fps: framerate, maxBitrate: bitrate } = PRESETS[preset];
  const video = { contentType: `video/${codec}`, width, height, framerate, bitrate };
  try {
    const info = await navigator.mediaCapabilities.encodingInfo({ type: 'webrtc', video });
    return { codec, supported: info.supported, powerEfficient: info.powerEfficient };
  } catch {
    return { codec, supported: true, powerEfficient: false };
  }
}

/**
 * Tells a transceiver the order of codecs, before its offer is made. Reordered, never cut: a browser without the first
 * (a Firefox without OpenH264) still finds one it has.
 */
export function preferCodecs(transceiver: RTCRtpTransceiver, order: readonly VideoCodec[]): void {
  const codecs = RTCRtpSender.getCapabilities('video')?.codecs;
  // Firefox before 128 has no setCodecPreferences.
  if (!codecs || !('setCodecPreferences' in transceiver)) return;
  const rank = (codec: RTCRtpCodec) => rankOf(codec, order);
  transceiver.setCodecPreferences(codecs.toSorted((one, other) => rank(one) - rank(other)));
}

/** @returns the name of a codec with its media type, e.g. `H264` of `video/H264`; null for what carries no picture */
export function codecName({ mimeType }: Pick<RTCRtpCodec, 'mimeType'>): VideoCodec | null {
  return VIDEO_CODECS.find((name) => mimeType.toLowerCase() === `video/${name.toLowerCase()}`) ?? null;
}

function rankOf(codec: RTCRtpCodec, order: readonly VideoCodec[]): number {
  const name = codecName(codec);
  // rtx, red and ulpfec go last, in the browser's own order; packetization mode 1 before the small frames of mode 0.
  if (name === null) return order.length + 1;
  return placeOf(name, order) + (codec.sdpFmtpLine?.includes('packetization-mode=0') ? 0.5 : 0);
}

/** What the order leaves out comes after it, before rtx and the like. */
function placeOf(name: VideoCodec, order: readonly VideoCodec[]): number {
  const place = order.indexOf(name);
  return place === -1 ? order.length : place;
}
