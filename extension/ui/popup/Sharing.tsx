import type { ShareView, Snapshot } from '../../core/snapshot.ts';
import { t, words } from '../i18n/language.ts';
import { HostButton } from '../host/HostButton.tsx';
import { Knocks } from '../host/Knocks.tsx';
import { Notice } from '../pieces/Notice.tsx';
import { QrCode } from '../pieces/QrCode.tsx';
import { BudgetNow } from '../sharing/Budget.tsx';
import { GuardToggle } from '../sharing/GuardToggle.tsx';
import { PausedNotice } from '../sharing/PausedNotice.tsx';
import { belowPresetWords } from '../words.ts';
import { ChatLine } from './ChatLine.tsx';
import { RecordShare } from './RecordShare.tsx';
import { Flow } from './Flow.tsx';
import { LinkLine } from './LinkLine.tsx';
import { Pointers } from './Pointers.tsx';
import type { PopupProps } from './PopupApp.tsx';
import { PopupTools } from './PopupTools.tsx';
import styles from './Sharing.module.css';
import { StopButton } from './StopButton.tsx';
import { Traffic } from './Traffic.tsx';
import { Viewers } from './Viewers.tsx';

interface SharingProps extends PopupProps {
  readonly snapshot: Snapshot;
  readonly share: ShareView;
  readonly onChat: () => void;
  /** Opens all the numbers. */
  readonly onDetails: () => void;
}

/** A picture is going out: the link, who watches, what flows, and Stop. */
export function Sharing(props: SharingProps) {
  const { snapshot, share, controls, onChat, onDetails } = props;
  const { room, peers, maxPeers } = snapshot;
  const guard = controls.guard();
  return (
    <>
      {share.paused && <PausedNotice paused={share.paused} controls={controls} />}
      <Knocks waiting={snapshot.waiting} controls={controls} />
      {room && (
        <LinkLine
          link={room.link}
          phrase={room.phrase}
          watched={peers.length > 0}
          copied={controls.isLinkCopied()}
          onCopy={() => controls.copyLink()}
        />
      )}
      <section className={styles.glance}>
        {room && (
          <div className={styles.code}>
            <QrCode text={room.link} label={t('popup.qr')} />
          </div>
        )}
        <Traffic share={share} watching={peers.length} most={maxPeers} />
      </section>
      {share.crashed && <Notice {...words('crashed.mine')} tone="warn" testId="crashed" />}
      <Flow source={controls} kbps={share.kbps} onDetails={onDetails} />
      {room?.open && <Notice {...words('openRoom')} tone="warn" testId="open-room" />}
      <Viewers peers={peers} room={room} controls={controls} />
      <PopupTools {...props} />
      {guard && <GuardToggle guard={guard} onChange={(on) => void controls.setGuard(on)} />}
      <BudgetNow share={share} peers={peers} />
      {share.belowPreset && share.actual && (
        <p className={styles.below} data-testid="below-preset">
          {belowPresetWords(share.source, share.actual)}
        </p>
      )}
      <ChatLine chat={controls.chat} onChat={onChat} />
      <Pointers {...props} />
      {room?.host && <HostButton room={room} controls={controls} />}
      <RecordShare snapshot={snapshot} controls={controls} />
      <StopButton onStop={() => controls.stop()} />
    </>
  );
}
