import { CircleCheck, CircleDashed, OctagonAlert, TriangleAlert, type LucideIcon } from 'lucide-react';
import type { Health as HealthCode } from '../../core/health.ts';
import { HEALTH_WORDS } from '../numbers/words.ts';
import styles from './Health.module.css';

const SIGNS: Readonly<Record<HealthCode, LucideIcon>> = {
  good: CircleCheck,
  fair: TriangleAlert,
  poor: OctagonAlert,
  quiet: CircleDashed,
};

/** How the picture does on its way to a viewer, by colour, shape and word. */
export function Health({ health }: { readonly health: HealthCode }) {
  const Sign = SIGNS[health];
  return (
    <span
      className={styles.health}
      data-health={health}
      // An inline drawing has no <img> to be.
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="img"
      aria-label={HEALTH_WORDS[health]}
      title={HEALTH_WORDS[health]}
    >
      <Sign aria-hidden="true" />
    </span>
  );
}
