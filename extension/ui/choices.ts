import { NAME_LENGTH } from '@porthole/signaling/protocol';
import { PRESET_IDS, type HintChoice } from '../core/presets.ts';
import { presetText } from './format.ts';
import type { FramesChoice, LinesChoice } from './viewer/receive.ts';

/** What the selects offer, the same in the popup, the viewer and the options. */
export const PRESET_ITEMS = PRESET_IDS.map((value) => ({ value, label: presetText(value) }));

export const HINT_ITEMS: readonly { value: HintChoice; label: string }[] = [
  { value: 'auto', label: 'Automatic' },
  { value: 'detail', label: 'Text: keep it sharp' },
  { value: 'motion', label: 'Motion: keep it smooth' },
];

/** What a viewer may ask for at most. */
export const RECEIVE_LINES: readonly { value: LinesChoice; label: string }[] = [
  { value: 'auto', label: 'What the window shows' },
  { value: 'source', label: 'All there is' },
  { value: '1080', label: '1080p' },
  { value: '720', label: '720p' },
  { value: '480', label: '480p' },
  { value: 'none', label: 'Sound only' },
];

export const RECEIVE_FRAMES: readonly { value: FramesChoice; label: string }[] = [
  { value: 'all', label: 'All' },
  { value: '15', label: '15 fps' },
  { value: '5', label: '5 fps' },
];

/** Longest pass phrase that a field takes, in UTF-16 code units. */
export const PHRASE_LENGTH = 256;

/** Longest name that the settings keep, in UTF-16 code units: a sealed one must fit the protocol's limit. */
export const NAME_LETTERS = NAME_LENGTH / 4;
