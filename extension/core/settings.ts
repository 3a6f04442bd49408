import * as v from 'valibot';
import { NAME_LENGTH, TOKEN_LENGTH } from '@porthole/signaling/protocol';
import { DEFAULT_PRESET, PRESET_IDS } from './presets.ts';
import { deviceSchema, siteSchema } from './share-control.ts';
import { MOST_SITES } from './sites.ts';

/** What the person chose, kept between runs. Every field repairs itself: a bad stored value becomes its default. */
const settingsSchema = v.object({
  /** Origin of the signaling service, no path, no trailing slash; empty = the one this build was made for. */
  server: v.fallback(v.pipe(v.string(), v.maxLength(2048)), ''),
  /** Access token for {@link server}, where its host lets only token holders open rooms; empty = none. */
  token: v.fallback(v.pipe(v.string(), v.maxLength(TOKEN_LENGTH)), ''),
  name: v.fallback(v.pipe(v.string(), v.maxLength(NAME_LENGTH / 4)), ''),
  /** Code of the language to speak (BCP 47); empty = the browser's choice. */
  language: v.fallback(v.pipe(v.string(), v.regex(/^(?:[a-z]{2}(?:-[A-Z]{2})?)?$/)), ''),
  preset: v.fallback(v.picklist(PRESET_IDS), DEFAULT_PRESET),
  sound: v.fallback(v.boolean(), true),
  /** Id of the microphone that shares are mixed with, empty for the default one; null = none. */
  microphone: v.fallback(v.nullable(deviceSchema), null),
  /** The microphone that was chosen last, for when one is wanted again. */
  microphoneDevice: v.fallback(deviceSchema, ''),
  /** Sites (`core/sites`): a shared tab that leaves one of them pauses the share. */
  pauseOnLeave: v.fallback(v.pipe(v.array(siteSchema), v.maxLength(MOST_SITES)), []),
  hint: v.fallback(v.picklist(['auto', 'detail', 'motion']), 'auto'),
  /** Every viewer gets an encoder of its own, as in an ordinary mesh: the way out where sharing one does harm. */
  compatibility: v.fallback(v.boolean(), false),
  /** Nobody in a room sees this computer's address: everything goes through the server's relay (TURN). */
  relayOnly: v.fallback(v.boolean(), false),
  /** A sound for new lines of the chat. */
  chatSound: v.fallback(v.boolean(), false),
  /** Room links of one's own server open in Porthole (needs the host permission). */
  openLinks: v.fallback(v.boolean(), false),
  /** Viewers may point at what is shared. */
  pointing: v.fallback(v.boolean(), true),
  /** Their pointers are drawn over the shared tab itself (needs the host permission). */
  tabPointers: v.fallback(v.boolean(), false),
  /** The answer to "may Porthole capture tabs?": `declined` means the browser's picker from then on. */
  tabCapture: v.fallback(v.picklist(['unasked', 'asking', 'granted', 'declined']), 'unasked'),
});

export type Settings = v.InferOutput<typeof settingsSchema>;

/** Reads stored settings of any shape. */
export function repairSettings(stored: unknown): Settings {
  const object = typeof stored === 'object' && stored !== null ? stored : {};
  return v.parse(settingsSchema, { ...DEFAULTS, ...object });
}

const DEFAULTS = {
  server: '',
  token: '',
  name: '',
  language: '',
  preset: DEFAULT_PRESET,
  sound: true,
  microphone: null,
  microphoneDevice: '',
  pauseOnLeave: [],
  hint: 'auto',
  compatibility: false,
  relayOnly: false,
  chatSound: false,
  openLinks: false,
  pointing: true,
  tabPointers: false,
  tabCapture: 'unasked',
} satisfies Settings;

export const DEFAULT_SETTINGS: Settings = DEFAULTS;
