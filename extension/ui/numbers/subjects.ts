import type { Subject } from '../../core/history.ts';
import type { PeerView, Snapshot } from '../../core/snapshot.ts';
import { peerName } from '../format.ts';
import { t } from '../i18n/language.ts';

/** Something that there are numbers of. */
export interface NamedSubject extends Subject {
  /** Names it in a list. */
  readonly value: string;
  readonly label: string;
  /** null for everyone, and for who is gone */
  readonly view: PeerView | null;
}

/** Who is received first, then everyone to whom something is sent, then each of them. */
export function subjectsOf({ peers, share }: Pick<Snapshot, 'peers' | 'share'>): readonly NamedSubject[] {
  const everyone: NamedSubject = {
    direction: 'up',
    peer: null,
    view: null,
    value: 'up',
    label: t('numbers.everyone'),
  };
  const received = peers
    .filter(({ sharing, receiving }) => sharing || receiving !== null)
    .map((view) => subjectOf('down', view));
  return share ? [...received, everyone, ...peers.map((view) => subjectOf('up', view))] : received;
}

/**
 * What is looked at: what was chosen, as long as it is there.
 * @param staged who is large
 */
export function chooseSubject(
  subjects: readonly NamedSubject[],
  chosen: string | null,
  staged: string | null,
): NamedSubject | null {
  const find = (value: string) => subjects.find((subject) => subject.value === value);
  return (chosen && find(chosen)) || (staged && find(`down-${staged}`)) || subjects[0] || null;
}

function subjectOf(direction: Subject['direction'], view: PeerView): NamedSubject {
  const label = t(direction === 'up' ? 'numbers.to' : 'numbers.from', { name: peerName(view) });
  return { direction, peer: view.id, view, value: `${direction}-${view.id}`, label };
}
