import type { ReactNode } from 'react';
import { Switch } from '@base-ui/react/switch';
import styles from './Toggle.module.css';

interface ToggleProps {
  readonly label: string;
  readonly detail?: ReactNode;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly testId: string;
  readonly disabled?: boolean;
}

/** On or off, as a labelled row; the whole row is the target. */
export function Toggle({ label, detail, checked, onChange, testId, disabled = false }: ToggleProps) {
  return (
    <label className={styles.row}>
      <span>
        <span className={styles.label}>{label}</span>
        {detail && <span className={styles.detail}>{detail}</span>}
      </span>
      <Switch.Root
        className={styles.switch}
        checked={checked}
        onCheckedChange={onChange}
        disabled={disabled}
        data-testid={testId}
      >
        <Switch.Thumb className={styles.thumb} />
      </Switch.Root>
    </label>
  );
}
