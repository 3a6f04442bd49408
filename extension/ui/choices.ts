import { NAME_LENGTH } from '@porthole/signaling/protocol';
import { PRESET_IDS, type HintChoice } from '../core/presets.ts';
import { presetText } from './format.ts';

/** What the selects offer, the same in the popup, the viewer and the options. */
export const PRESET_ITEMS = PRESET_IDS.map((value) => ({ value, label: presetText(value) }));

export const HINT_ITEMS: readonly { value: HintChoice; label: string }[] = [
  { value: 'auto', label: 'Automatic' },
  { value: 'detail', label: 'Text: keep it sharp' },
  { value: 'motion', label: 'Motion: keep it smooth' },
];

/** Longest name that the settings keep, in UTF-16 code units: a sealed one must fit the protocol's limit. */
export const NAME_LETTERS = NAME_LENGTH / 4;
