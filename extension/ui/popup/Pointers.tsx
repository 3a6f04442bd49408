import { Pointer, PointerOff } from 'lucide-react';
import type { ShareView } from '../../core/snapshot.ts';
import { Button } from '../pieces/Button.tsx';
import { PanelButton } from '../pieces/PanelButton.tsx';
import { Toggle } from '../pieces/Toggle.tsx';
import { t } from '../i18n/language.ts';
import { useLasting } from '../use-lasting.ts';
import type { PopupProps } from './PopupApp.tsx';
import styles from './Pointers.module.css';

interface PointersProps extends Pick<PopupProps, 'settings' | 'onSettings' | 'controls' | 'canShareTab'> {
  readonly share: ShareView;
}

/** Whether viewers may point, and whether that is seen on the shared tab itself; both behind one button. */
export function Pointers(props: PointersProps) {
  const { pointing } = props.settings;
  return (
    <PanelButton
      title={t('pointer.title')}
      testId="pointers-panel"
      button={
        <Button
          look="quiet"
          icon={pointing ? <Pointer /> : <PointerOff />}
          data-testid="pointers"
          data-on={pointing || undefined}
        >
          {pointing ? t('pointer.isOn') : t('pointer.isOff')}
        </Button>
      }
    >
      {() => <PointerSettings {...props} />}
    </PanelButton>
  );
}

function PointerSettings({ settings, onSettings, controls, canShareTab, share }: PointersProps) {
  const { pointing, tabPointers } = settings;
  const onTab = pointing && tabPointers;
  const isProtected = useLasting(onTab && !share.pointing.overlay, INJECT_MS);
  return (
    <div className={styles.pointers}>
      <Toggle
        label={t('pointer.allow')}
        detail={t('pointer.allowHint')}
        checked={pointing}
        onChange={(on) => onSettings({ pointing: on })}
        testId="allow-pointing"
      />
      {canShareTab && share.source === 'tab' && (
        <Toggle
          label={t('pointer.onTab')}
          detail={isProtected ? t('pointer.onTabProtected') : t('pointer.onTabHint')}
          checked={onTab}
          disabled={!pointing}
          onChange={(on) => void controls.pointOnTab(on)}
          testId="point-on-tab"
        />
      )}
    </div>
  );
}

/** ms within which a page has taken the script, where it takes it */
const INJECT_MS = 1500;
