import { useRef } from 'react';
import { createPortal } from 'react-dom';
import { LogOut, X } from 'lucide-react';
import { peerName } from '../format.ts';
import { t } from '../i18n/language.ts';
import { IconButton } from '../pieces/IconButton.tsx';
import { PointerButton } from '../pointer/PointerButton.tsx';
import PointerStage from '../pointer/PointerStage.tsx';
import type { PointerTool } from '../pointer/use-pointer.ts';
import { viewerWords } from '../words.ts';
import { LiveVideo } from './LiveVideo.tsx';
import styles from './PipWindow.module.css';
import type { Receive } from './receive.ts';
import { ReceiveButton } from './ReceiveButton.tsx';
import { useHeldKey, useKeys } from './use-keys.ts';
import type { Page } from './use-page.ts';
import type { Sound } from './use-sound.ts';
import Volume from './Volume.tsx';

interface PipWindowProps {
  readonly window: Window;
  readonly page: Page;
  readonly sound: Sound;
  readonly pointer: PointerTool;
  readonly receive: Receive;
  readonly onReceive: (patch: Partial<Receive>) => void;
  readonly onClose: () => void;
}

/**
 * What the small window shows: the large picture, or why there is none; whose it is; and what one does while watching.
 * The sound itself comes from the page, so that it is not heard twice.
 */
export default function PipWindow(props: PipWindowProps) {
  const { window, page, sound, pointer, onClose } = props;
  const surface = useRef<HTMLElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const watching = page.state.kind === 'watching';
  useHeldKey('p', pointer.release, window.document);
  useKeys(
    {
      m: sound.toggle,
      p: pointer.press,
      w: onClose,
      ...Object.fromEntries(
        page.sharers.slice(0, 9).map(({ id }, index) => [String(index + 1), () => page.choose(id)]),
      ),
    },
    window.document,
  );
  return createPortal(
    <main ref={surface} className={styles.pip} data-pointing={pointer.on || undefined} data-testid="pip">
      {page.stream && (
        <LiveVideo
          ref={video}
          stream={page.stream}
          label={t('room.sharedPicture')}
          muted
          testId="pip-video"
          onPicture={page.onPicture}
        />
      )}
      {watching && (
        <PointerStage
          tool={pointer}
          surface={surface}
          video={video}
          snapshot={page.snapshot}
          testId="pip-pointers"
        />
      )}
      {!watching && <p className={styles.words}>{viewerWords(page.state, page.snapshot).title}</p>}
      <PipBar {...props} />
    </main>,
    window.document.body,
  );
}

function PipBar({ window, page, sound, pointer, receive, onReceive, onClose }: PipWindowProps) {
  const watching = page.state.kind === 'watching';
  return (
    <section className={styles.bar}>
      <bdi className={styles.who} data-testid="pip-who">
        {page.staged ? peerName(page.staged) : ''}
      </bdi>
      {page.staged && <Volume sound={sound} tip={false} />}
      {watching && <PointerButton tool={pointer} tip={false} />}
      {watching && (
        <ReceiveButton receive={receive} onReceive={onReceive} tip={false} container={window.document.body} />
      )}
      <IconButton
        label={t('room.leave')}
        tip={false}
        icon={<LogOut aria-hidden="true" />}
        onClick={() => (page.leave(), onClose())}
        data-testid="pip-leave"
      />
      <IconButton
        label={t('pip.back')}
        tip={false}
        shortcut="W"
        icon={<X aria-hidden="true" />}
        onClick={onClose}
        data-testid="pip-close"
      />
    </section>
  );
}
