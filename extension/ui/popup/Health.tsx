import { CircleCheck, OctagonAlert, TriangleAlert, type LucideIcon } from 'lucide-react';
import type { Health as HealthCode } from '../../core/health.ts';
import styles from './Health.module.css';

const SIGNS: Readonly<Record<Exclude<HealthCode, 'quiet'>, LucideIcon>> = {
  good: CircleCheck,
  fair: TriangleAlert,
  poor: OctagonAlert,
};

/** The sign beside the word for how a viewer's picture does: another colour and another shape for each. */
export function Health({ health }: { readonly health: keyof typeof SIGNS }) {
  const Sign = SIGNS[health];
  return <Sign className={styles.health} data-health={health} aria-hidden="true" />;
}
