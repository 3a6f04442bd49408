import { Link2 } from 'lucide-react';
import { t, words } from '../i18n/language.ts';
import { Button } from '../pieces/Button.tsx';
import { Notice } from '../pieces/Notice.tsx';
import type { ShareTarget } from './target.ts';
import styles from './Target.module.css';

interface TargetProps {
  readonly target: ShareTarget;
  readonly onNewRoom: () => void;
}

/** Says that the next share goes into a room that is there already, and offers a new one instead. */
export function Target({ target, onNewRoom }: TargetProps) {
  return (
    <>
      <div className={styles.target} data-testid="share-target">
        <Link2 aria-hidden="true" />
        <p className={styles.words}>
          {target.again ? t('popup.sameRoom') : t('popup.intoRoom', { room: target.room })}
        </p>
        <Button look="quiet" onClick={onNewRoom} data-testid="new-room">
          {t('popup.newRoom')}
        </Button>
      </div>
      {target.open && <Notice {...words('openRoom')} tone="warn" testId="open-room" />}
    </>
  );
}
