import type { FaultCode } from '../../core/faults.ts';
import type { PeerView } from '../../core/snapshot.ts';
import { peerName } from '../format.ts';
import { t } from '../i18n/language.ts';
import { faultWords } from '../words.ts';

/** Who else records; empty where it is nobody. A claim of each. */
export function recordedByWords(peers: readonly PeerView[]): string {
  const [first, ...others] = peers.filter(({ recording }) => recording);
  if (!first) return '';
  const who = peerName(first);
  return others.length === 0 ? t('record.by', { who }) : t('record.byMany', { who, count: others.length });
}

/** Why a recording could not be saved. It is still there. */
export function notSavedWords(code: FaultCode): string {
  if (code === 'recording-disk-full') return t('record.notSaved.full');
  return code === 'recording-failed' ? t('record.notSaved.failed') : faultWords(code).title;
}
