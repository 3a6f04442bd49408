import { POINTER } from '../pointer/words.ts';
import { Toggle } from '../pieces/Toggle.tsx';
import type { ShareView } from '../../core/snapshot.ts';
import type { PopupProps } from './PopupApp.tsx';
import styles from './Pointers.module.css';

interface PointersProps extends Pick<PopupProps, 'settings' | 'onSettings' | 'controls' | 'canShareTab'> {
  readonly share: ShareView;
}

/** Whether viewers may point, and whether that is seen on the shared tab itself. */
export function Pointers({ settings, onSettings, controls, canShareTab, share }: PointersProps) {
  const { pointing, tabPointers } = settings;
  const onTab = pointing && tabPointers;
  return (
    <section className={styles.pointers} aria-label={POINTER.allow}>
      <Toggle
        label={POINTER.allow}
        detail={POINTER.allowHint}
        checked={pointing}
        onChange={(on) => onSettings({ pointing: on })}
        testId="allow-pointing"
      />
      {pointing && canShareTab && share.source === 'tab' && (
        <Toggle
          label={POINTER.onTab}
          detail={onTab && !share.pointing.overlay ? POINTER.onTabProtected : POINTER.onTabHint}
          checked={onTab}
          onChange={(on) => void controls.pointOnTab(on)}
          testId="point-on-tab"
        />
      )}
    </section>
  );
}
