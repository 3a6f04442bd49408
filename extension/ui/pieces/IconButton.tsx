import type { ReactNode } from 'react';
import { Button } from '@base-ui/react/button';
import { Tooltip } from '@base-ui/react/tooltip';
import styles from './IconButton.module.css';

interface IconButtonProps extends Omit<Button.Props, 'className' | 'children'> {
  readonly label: string;
  readonly icon: ReactNode;
  /** The key that does the same; shown in the tooltip. */
  readonly shortcut?: string;
  readonly look?: 'plain' | 'accent' | 'danger';
  readonly side?: 'top' | 'bottom';
  /** False in a dialog, where Escape would close the tooltip first and the dialog only then. */
  readonly tip?: boolean;
  /** Text beside the icon, e.g. a count. */
  readonly children?: ReactNode;
}

/** A button with an icon: its name is a tooltip for the eyes and a label for a screen reader. */
export function IconButton(props: IconButtonProps) {
  const { label, icon, shortcut, look = 'plain', side = 'top', tip = true, children, ...rest } = props;
  return (
    <Tooltip.Root disabled={!tip}>
      <Tooltip.Trigger
        render={<Button focusableWhenDisabled {...rest} />}
        className={styles.button}
        data-look={look}
        aria-label={label}
        aria-keyshortcuts={shortcut}
      >
        {icon}
        {children}
      </Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Positioner sideOffset={8} side={side} collisionPadding={6}>
          <Tooltip.Popup className={styles.tip}>
            {label}
            {shortcut && <kbd className={styles.key}>{shortcut}</kbd>}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
