import type { PeerView } from '../../core/snapshot.ts';
import { peerName } from '../format.ts';

/** Longest name beside a pointer, in characters. */
const LABEL_LENGTH = 24;

export const POINTER = {
  tool: 'Point and draw',
  off: 'Pointing is switched off by whoever shares',
  none: 'Whoever shares can’t show pointers',
  you: 'You',
  hint: 'Point with the mouse, draw with its button down. Arrow keys point too, with Shift they draw. Esc ends it.',
  key: 'Point; draw with the button down (hold the key, or press it once)',
  title: 'Pointers',
  isOn: 'Viewers can point and draw',
  isOff: 'Viewers can’t point',
  allow: 'Let viewers point',
  allowHint: 'They point and draw on the picture, and everyone sees it. What they draw fades.',
  allowOn: 'Viewers can point: switch it off',
  allowOff: 'Viewers can’t point: let them',
  onTab: 'Show it on the shared tab',
  onTabHint:
    'The browser asks whether Porthole may change pages. It draws over this tab alone, only while you share.',
  onTabProtected: 'This page can’t be drawn on: pointers show to the viewers only.',
  points: 'Points',
} as const;

/** Beside a pointer: names are claims, so they stand in quotes. */
export function pointerLabel(peer: Pick<PeerView, 'id' | 'name'>): string {
  const name = peerName(peer);
  const signs = [...new Intl.Segmenter().segment(name)].map(({ segment }) => segment);
  return `“${signs.length > LABEL_LENGTH ? `${signs.slice(0, LABEL_LENGTH - 1).join('')}…` : name}”`;
}
