import type { ShareView } from '../../core/snapshot.ts';
import { noteUplink, uplinkBudget, type UplinkRecord } from '../../core/uplink-budget.ts';
import type { PeerView } from '../../core/snapshot.ts';
import type { ShareChoice } from '../../bus/room-host.ts';
import styles from './Budget.module.css';
import { budgetBefore, budgetShort } from './words.ts';

interface BudgetBeforeProps {
  readonly choice: ShareChoice;
  readonly record: UplinkRecord | null;
}

/** Before sharing: for how many the upload will do, by what it carried before. */
export function BudgetBefore({ choice, record }: BudgetBeforeProps) {
  const budget = uplinkBudget(choice, 1, record);
  return (
    <p className={styles.budget} data-testid="budget" data-viewers={budget.viewers ?? undefined}>
      {budgetBefore(budget, record, choice.preset)}
    </p>
  );
}

interface BudgetNowProps {
  readonly share: ShareView;
  readonly peers: readonly PeerView[];
}

/** While sharing: a word where it does not fit, and what is made of that. */
export function BudgetNow({ share, peers }: BudgetNowProps) {
  const record = noteUplink(null, share, peers);
  if (!record || peers.length === 0) return null;
  const words = budgetShort(uplinkBudget(share, peers.length, record), record, peers.length);
  if (words === null) return null;
  return (
    <p className={styles.budget} data-testid="uplink">
      {words}
    </p>
  );
}
