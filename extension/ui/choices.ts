import { NAME_LENGTH } from '@porthole/signaling/protocol';
import { PRESET_IDS, type HintChoice, type PresetId } from '../core/presets.ts';
import { fpsText, lineText, presetText } from './format.ts';
import { t } from './i18n/language.ts';
import type { FramesChoice, LinesChoice } from './viewer/receive.ts';

export interface Item<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

/** What the selects offer, the same in the popup, the viewer and the options. */
export function presetItems(): readonly Item<PresetId>[] {
  return PRESET_IDS.map((value) => ({ value, label: presetText(value) }));
}

export function hintItems(): readonly Item<HintChoice>[] {
  return HINTS.map((value) => ({ value, label: t(`choice.hint.${value}`) }));
}

const HINTS: readonly HintChoice[] = ['auto', 'detail', 'motion'];

/** What a viewer may ask for at most. */
export function receiveLines(): readonly Item<LinesChoice>[] {
  return [
    { value: 'auto', label: t('choice.lines.auto') },
    { value: 'source', label: t('choice.lines.source') },
    { value: '1080', label: lineText(1080) },
    { value: '720', label: lineText(720) },
    { value: '480', label: lineText(480) },
    { value: 'none', label: t('choice.lines.none') },
  ];
}

export function receiveFrames(): readonly Item<FramesChoice>[] {
  return [
    { value: 'all', label: t('choice.frames.all') },
    { value: '15', label: fpsText(15) },
    { value: '5', label: fpsText(5) },
  ];
}

/** Longest pass phrase that a field takes, in UTF-16 code units. */
export const PHRASE_LENGTH = 256;

/** Longest name that the settings keep, in UTF-16 code units: a sealed one must fit the protocol's limit. */
export const NAME_LETTERS = NAME_LENGTH / 4;
