import type { RoomView } from '../core/snapshot.ts';
import { t } from './i18n/language.ts';

/** Who may come in just now. */
export function doorWords({ locked, waitingRoom }: Pick<RoomView, 'locked' | 'waitingRoom'>): string {
  if (locked) return t('host.doorLocked');
  return waitingRoom ? t('host.doorAsks') : t('host.doorOpen');
}
