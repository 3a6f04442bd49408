import { useState } from 'react';
import type { Into, ShareChoice } from '../../bus/room-host.ts';
import type { RoomView } from '../../core/snapshot.ts';
import { t } from '../i18n/language.ts';
import { Rich } from '../i18n/Rich.tsx';
import { ShareOptions } from '../pieces/ShareOptions.tsx';
import { BudgetBefore } from '../sharing/Budget.tsx';
import { MicrophoneToggle } from '../sharing/MicrophoneToggle.tsx';
import { useMicrophones } from '../sharing/use-microphones.ts';
import { JoinRoom } from './JoinRoom.tsx';
import { Phrase } from './Phrase.tsx';
import type { PopupProps } from './PopupApp.tsx';
import { ShareButtons } from './ShareButtons.tsx';
import { Target } from './Target.tsx';
import { chooseTarget, type Target as TargetChoice } from './target.ts';
import styles from './Idle.module.css';

interface IdleProps extends PopupProps {
  /** The room of the share that ended, while it is still there. */
  readonly room: RoomView | null;
}

/** Nothing is shared: choose what, how, and into which room; or watch another's. */
export function Idle(props: IdleProps) {
  const { controls, settings, onSettings, tab, canShareTab, room, server } = props;
  const [chosen, setChosen] = useState<TargetChoice | null>(null);
  const target = chooseTarget(chosen, room);
  const [phrase, setPhrase] = useState<string | null>(null);
  const into: Into = { link: target?.link ?? null, phrase };
  const { preset, hint, sound, microphone } = settings;
  const choice: ShareChoice = { preset, hint, sound, microphone };
  return (
    <>
      <section className={styles.share} aria-label={t('popup.share')}>
        {target && <Target target={target} onNewRoom={() => setChosen('new')} />}
        <ShareButtons
          tab={tab}
          canShareTab={canShareTab}
          tabCapture={settings.tabCapture}
          onShareTab={() => controls.shareTab(choice, into)}
          onShareScreen={() => controls.shareScreen(choice, into)}
        />
      </section>
      <section className={styles.options} aria-label={t('common.howToShare')}>
        <ShareOptions choice={choice} onChange={onSettings} />
        <WithMicrophone {...props} />
        {/* A room that is there already has its phrase, or none. */}
        {(target === null || target.phrase) && (
          <Phrase phrase={phrase} onChange={setPhrase} required={target !== null} />
        )}
      </section>
      <BudgetBefore choice={choice} record={controls.uplink()} />
      <JoinRoom onWatch={(link) => controls.watch(link)} onShareInto={(link) => setChosen(link)} />
      <p className={styles.server}>
        <Rich text="popup.server" values={{ address: <span>{server.replace(/^https?:\/\//, '')}</span> }} />
      </p>
    </>
  );
}

/** One that was not allowed yet leads to the page on which it can be. */
function WithMicrophone({ controls, settings, onSettings }: PopupProps) {
  const microphones = useMicrophones();
  if (microphones === null || microphones.permission === 'denied') return null;
  return (
    <MicrophoneToggle
      device={settings.microphone}
      last={settings.microphoneDevice}
      onDevice={(microphone) =>
        microphone === null || microphones.permission === 'granted'
          ? onSettings({ microphone })
          : void controls.openMicrophone()
      }
    />
  );
}
