import type { ReactNode } from 'react';
import { CHAT_STATES } from './chat-states.tsx';
import { PAGE_STATES } from './page-states.tsx';
import { POPUP_STATES } from './popup-states.tsx';
import { VIEWER_STATES } from './viewer-states.tsx';

export interface GalleryState {
  readonly name: string;
  /** Which widths the picture script takes. */
  readonly kind: 'popup' | 'viewer' | 'page';
  readonly render: () => ReactNode;
  /** What is done before the picture is taken: keys, `#id` for a click on what has that test id, `@id` to wait for it, `~id` to rest the mouse on it. */
  readonly does?: readonly string[];
}

/** Every state that a person may meet. */
export const STATES: readonly GalleryState[] = [
  ...POPUP_STATES,
  ...VIEWER_STATES,
  ...CHAT_STATES,
  ...PAGE_STATES,
];
