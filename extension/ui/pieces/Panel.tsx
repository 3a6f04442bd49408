import { useState, type ReactElement, type ReactNode } from 'react';
import { Popover } from '@base-ui/react/popover';
import styles from './Panel.module.css';

interface PanelProps {
  readonly button: ReactElement;
  readonly title: string;
  readonly testId?: string;
  readonly children: (close: () => void) => ReactNode;
}

/** A panel above its button, open from the start: see {@link PanelButton}. */
export default function Panel({ button, title, testId, children }: PanelProps) {
  const [open, setOpen] = useState(true);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger render={button} />
      <Popover.Portal>
        <Popover.Positioner className={styles.positioner} side="top" sideOffset={12} collisionPadding={8}>
          <Popover.Popup className={styles.panel} data-testid={testId}>
            <Popover.Title className={styles.title}>{title}</Popover.Title>
            {children(() => setOpen(false))}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
