import type { KeyMap } from './use-keys.ts';

/** Keys 1–9 put a sharer on the stage. */
const STAGE_KEYS = 9;

/** What the keys act on. */
export interface KeyActions {
  readonly fullscreen: () => void;
  readonly mute: () => void;
  readonly stats: () => void;
  readonly copyLink: () => void;
  /** Opens the sheet that explains them. */
  readonly keys: () => void;
  /** @param index 0 for the first sharer */
  readonly choose: (index: number) => void;
}

/** The sheet's text, in its order. */
export const KEY_HELP: readonly { readonly key: string; readonly does: string }[] = [
  { key: 'F', does: 'Full screen, on and off (or double-click)' },
  { key: 'M', does: 'Sound on and off' },
  { key: 'S', does: 'Figures about the picture' },
  { key: 'C', does: 'Copy the room’s link' },
  { key: '1–9', does: 'Which of several sharers is large' },
  { key: '?', does: 'This sheet' },
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
    '?': actions.keys,
    ...Object.fromEntries(digits),
  };
}
