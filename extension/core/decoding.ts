import * as v from 'valibot';
import type { VideoCodec } from './codec-choice.ts';
import { PRESET_IDS, PRESETS, type PresetId } from './presets.ts';

export const VIDEO_CODECS = ['H264', 'VP9', 'VP8', 'AV1'] as const satisfies readonly VideoCodec[];

const presets = v.pipe(v.array(v.picklist(PRESET_IDS)), v.maxLength(PRESET_IDS.length));

/** Viewer to sharer, once: what its machine says of its decoders (`mediaCapabilities.decodingInfo`, type `webrtc`). */
export const decodingSchema = v.object({
  type: v.literal('decoding'),
  codecs: v.pipe(
    v.array(
      v.object({
        codec: v.picklist(VIDEO_CODECS),
        /** The presets that it decodes without dropping frames. */
        smooth: presets,
        /** Those that it decodes in hardware. */
        efficient: presets,
      }),
    ),
    v.maxLength(VIDEO_CODECS.length),
  ),
});

export type Decoding = v.InferOutput<typeof decodingSchema>;

/** One viewer's decoders at the size of a share; a codec that it said nothing of is in neither. */
export interface Decoders {
  readonly smooth: readonly VideoCodec[];
  readonly efficient: readonly VideoCodec[];
}

/**
 * Whether a machine decodes such a picture in hardware, by its browser's word.
 * @param lines px of the shorter side @returns null for a codec that it said nothing of
 */
export function decodesInHardware({ codecs }: Decoding, name: string, lines: number): boolean | null {
  const said = codecs.find(({ codec }) => codec === name);
  const preset = PRESET_IDS.find((id) => PRESETS[id].height >= lines) ?? PRESET_IDS.at(-1);
  return said && preset ? said.efficient.includes(preset) : null;
}

export function decodersAt({ codecs }: Decoding, preset: PresetId): Decoders {
  const able = (how: 'smooth' | 'efficient') =>
    codecs.filter((one) => one[how].includes(preset)).map(({ codec }) => codec);
  return { smooth: able('smooth'), efficient: able('efficient') };
}
