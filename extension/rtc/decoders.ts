import { VIDEO_CODECS, type Decoding } from '../core/decoding.ts';
import type { VideoCodec } from '../core/codec-choice.ts';
import { PRESET_IDS, PRESETS, type PresetId } from '../core/presets.ts';

/** @returns what this machine decodes; null from a browser that does not tell (Firefox before 130) */
export async function myDecoding(): Promise<Decoding | null> {
  try {
    return { type: 'decoding', codecs: await Promise.all(VIDEO_CODECS.map(decoderOf)) };
  } catch {
    return null;
  }
}

async function decoderOf(codec: VideoCodec): Promise<Decoding['codecs'][number]> {
  const infos = await Promise.all(
    PRESET_IDS.map(async (preset) => ({ preset, ...(await decodingInfo(codec, preset)) })),
  );
  const smooth = infos.filter((one) => one.supported && one.smooth);
  const efficient = infos.filter((one) => one.supported && one.powerEfficient);
  return { codec, smooth: presetsOf(smooth), efficient: presetsOf(efficient) };
}

function decodingInfo(codec: VideoCodec, preset: PresetId): Promise<MediaCapabilitiesDecodingInfo> {
  const { width, height, fps: framerate, maxBitrate: bitrate } = PRESETS[preset];
  const video = { contentType: `video/${codec}`, width, height, framerate, bitrate };
  return navigator.mediaCapabilities.decodingInfo({ type: 'webrtc', video });
}

function presetsOf(infos: readonly { readonly preset: PresetId }[]): PresetId[] {
  return infos.map(({ preset }) => preset);
}
