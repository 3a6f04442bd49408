import type { ReactNode } from 'react';
import { Button } from '@base-ui/react/button';
import styles from './Tool.module.css';

interface ToolProps extends Omit<Button.Props, 'className' | 'children'> {
  readonly icon: ReactNode;
  /** Short: it stands under the icon. */
  readonly label: string;
  /** What a screen reader says, where the short one is not enough. */
  readonly name?: string;
  readonly pressed?: boolean;
  readonly tone?: 'plain' | 'warn';
}

/** One of a row of equal buttons: an icon with a word under it. */
export function Tool({ icon, label, name, pressed, tone = 'plain', ...rest }: ToolProps) {
  return (
    <Button
      className={styles.tool}
      data-tone={tone}
      aria-label={name}
      aria-pressed={pressed}
      focusableWhenDisabled
      {...rest}
    >
      {icon}
      <span className={styles.label}>{label}</span>
    </Button>
  );
}
