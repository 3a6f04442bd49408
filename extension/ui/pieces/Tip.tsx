import { Tooltip } from '@base-ui/react/tooltip';
import styles from './Tip.module.css';

/** The tip of one control: its name, and the key that does the same. A screen reader has both from the control. */
export default function Tip({ control }: { readonly control: Element }) {
  const shortcut = control.getAttribute('aria-keyshortcuts');
  const side = control.getAttribute('data-tip') === 'bottom' ? 'bottom' : 'top';
  return (
    <Tooltip.Root open>
      <Tooltip.Portal>
        <Tooltip.Positioner anchor={control} sideOffset={8} side={side} collisionPadding={6}>
          <Tooltip.Popup className={styles.tip} aria-hidden="true" data-tip-popup data-testid="tip">
            {control.getAttribute('aria-label')}
            {shortcut && <kbd className={styles.key}>{shortcut}</kbd>}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
