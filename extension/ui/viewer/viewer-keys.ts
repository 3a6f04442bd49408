import type { PlainKey } from '../i18n/catalogue.ts';
import type { KeyMap } from './use-keys.ts';
import type { Picture } from './use-picture.ts';
import type { PictureZoom } from './use-zoom.ts';

/** Keys 1–9 put a sharer on the stage. */
const STAGE_KEYS = 9;

/** What the keys act on. */
export interface KeyActions {
  readonly fullscreen: () => void;
  readonly mute: () => void;
  readonly stats: () => void;
  readonly copyLink: () => void;
  /** Opens and closes the chat. */
  readonly chat: () => void;
  /** Opens the sheet that explains them. */
  readonly keys: () => void;
  readonly picture: Picture;
  /** Begins to record, or stops and saves. */
  readonly record: () => void;
  /** The pointer's key goes down. */
  readonly point: () => void;
  /** @param index 0 for the first sharer */
  readonly choose: (index: number) => void;
}

/** The sheet's text, in its order. */
export const KEY_HELP: readonly { readonly key: string; readonly does: PlainKey }[] = [
  { key: 'F', does: 'keys.fullscreen' },
  { key: 'M', does: 'keys.mute' },
  { key: 'Z', does: 'keys.size' },
  { key: '+ − 0', does: 'keys.zoom' },
  { key: '← ↑ ↓ →', does: 'keys.pan' },
  { key: 'I, D', does: 'keys.still' },
  { key: 'R', does: 'keys.record' },
  { key: 'P', does: 'pointer.key' },
  { key: 'W', does: 'picture.pip' },
  { key: 'S', does: 'room.figuresLong' },
  { key: 'C', does: 'common.copyLink' },
  { key: 'T', does: 'chat.title' },
  { key: '1–9', does: 'keys.choose' },
  { key: '?', does: 'keys.sheet' },
];

/** @param work false: the person turned single keys off (WCAG 2.1.4) */
export function viewerKeys(work: boolean, actions: KeyActions): KeyMap {
  if (!work) return {};
  const digits = Array.from({ length: STAGE_KEYS }, (_, index) => [
    String(index + 1),
    () => actions.choose(index),
  ]);
  return {
    f: actions.fullscreen,
    m: actions.mute,
    s: actions.stats,
    c: actions.copyLink,
    t: actions.chat,
    r: actions.record,
    '?': actions.keys,
    p: actions.point,
    ...pictureKeys(actions.picture),
    ...Object.fromEntries(digits),
  };
}

function pictureKeys({ zoom, still, pip }: Picture): KeyMap {
  return { ...zoomKeys(zoom), i: still.copy, d: still.save, ...(pip.possible && { w: pip.toggle }) };
}

/** The arrows are left to the page while the whole picture is seen. */
function zoomKeys({ cycle, larger, smaller, show, look, cut }: PictureZoom): KeyMap {
  const sizes = { z: cycle, '+': larger, '=': larger, '-': smaller, '0': () => show('fit') };
  if (!cut) return sizes;
  return {
    ...sizes,
    arrowleft: () => look(-1, 0),
    arrowright: () => look(1, 0),
    arrowup: () => look(0, -1),
    arrowdown: () => look(0, 1),
  };
}
