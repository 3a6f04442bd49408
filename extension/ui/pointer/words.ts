import type { PeerView } from '../../core/snapshot.ts';
import { peerName } from '../format.ts';
import { t } from '../i18n/language.ts';

/** Longest name beside a pointer, in characters. */
const LABEL_LENGTH = 24;

/** Beside a pointer: names are claims, so they stand in quotes. */
export function pointerLabel(peer: Pick<PeerView, 'id' | 'name'>): string {
  const name = peerName(peer);
  const signs = [...new Intl.Segmenter().segment(name)].map(({ segment }) => segment);
  const isLong = signs.length > LABEL_LENGTH;
  return t('pointer.label', { name: isLong ? `${signs.slice(0, LABEL_LENGTH - 1).join('')}\u2026` : name });
}
