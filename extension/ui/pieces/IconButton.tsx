import type { ReactNode } from 'react';
import { Button } from '@base-ui/react/button';
import styles from './IconButton.module.css';

interface IconButtonProps extends Omit<Button.Props, 'className' | 'children'> {
  readonly label: string;
  readonly icon: ReactNode;
  /** The key that does the same; shown in the tooltip. */
  readonly shortcut?: string;
  readonly look?: 'plain' | 'accent' | 'danger';
  readonly side?: 'top' | 'bottom';
  /** False where a tip would be in the way, or in another window: tips open in the page. */
  readonly tip?: boolean;
  /** Text beside the icon, e.g. a count. */
  readonly children?: ReactNode;
}

/** A button with an icon: its name is a tip for the eyes (see Tips) and a label for a screen reader. */
export function IconButton(props: IconButtonProps) {
  const { label, icon, shortcut, look = 'plain', side = 'top', tip = true, children, ...rest } = props;
  return (
    <Button
      focusableWhenDisabled
      {...rest}
      className={styles.button}
      data-look={look}
      data-tip={tip ? side : undefined}
      aria-label={label}
      aria-keyshortcuts={shortcut}
    >
      {icon}
      {children}
    </Button>
  );
}
