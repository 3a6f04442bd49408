import { createPortal } from 'react-dom';
import { X } from 'lucide-react';
import { peerName } from '../format.ts';
import { t } from '../i18n/language.ts';
import { IconButton } from '../pieces/IconButton.tsx';
import { viewerWords } from '../words.ts';
import { LiveVideo } from './LiveVideo.tsx';
import styles from './PipWindow.module.css';
import { useKeys } from './use-keys.ts';
import type { Page } from './use-page.ts';
import type { Sound } from './use-sound.ts';
import Volume from './Volume.tsx';

interface PipWindowProps {
  readonly window: Window;
  readonly page: Page;
  readonly sound: Sound;
  readonly onClose: () => void;
}

/**
 * What the small window shows: the large picture, or why there is none; whose it is; sound and close. The sound
 * itself comes from the page, so that it is not heard twice.
 */
export default function PipWindow({ window, page, sound, onClose }: PipWindowProps) {
  useKeys({ m: sound.toggle, p: onClose }, window.document);
  return createPortal(
    <main className={styles.pip} data-testid="pip">
      {page.stream && (
        <LiveVideo
          stream={page.stream}
          label={t('room.sharedPicture')}
          muted
          testId="pip-video"
          onPicture={page.onPicture}
        />
      )}
      {page.state.kind !== 'watching' && (
        <p className={styles.words}>{viewerWords(page.state, page.snapshot).title}</p>
      )}
      <div className={styles.bar}>
        <bdi className={styles.who} data-testid="pip-who">
          {page.staged ? peerName(page.staged) : ''}
        </bdi>
        {page.staged && <Volume sound={sound} tip={false} />}
        <IconButton
          label={t('pip.back')}
          tip={false}
          icon={<X aria-hidden="true" />}
          onClick={onClose}
          data-testid="pip-close"
        />
      </div>
    </main>,
    window.document.body,
  );
}
