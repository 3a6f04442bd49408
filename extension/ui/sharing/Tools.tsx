import { useState } from 'react';
import { AppWindow, Crop, Mic, MicOff, MonitorUp, Pause, Play } from 'lucide-react';
import type { SharingControls } from '../../bus/room-host.ts';
import type { ShareView } from '../../core/snapshot.ts';
import { Microphone } from './Microphone.tsx';
import RegionPicker from './RegionPicker.tsx';
import { Tool } from './Tool.tsx';
import styles from './Tools.module.css';
import { useHold } from './use-hold.ts';
import { t } from '../i18n/language.ts';

export interface ToolsProps {
  readonly share: ShareView;
  readonly controls: SharingControls;
  /** The microphone of this share and the next ones; null for none. */
  readonly onMicrophone: (device: string | null) => void;
  /** The microphone that was chosen last. */
  readonly device: string;
  /** Turns the microphone of last time on, or leads to where it is allowed. */
  readonly onTurnOnMicrophone: () => void;
  /** Leads to where the microphone is allowed. */
  readonly onAllowMicrophone: () => void;
  /** Shares the tab that is in front instead; null where it is shared already, or can't be. */
  readonly onThisTab: (() => void) | null;
}

/** What can be done to a share under way: pause it, talk, share a part of it, share something else. */
export function Tools(props: ToolsProps) {
  const { share, controls, device } = props;
  const [picking, setPicking] = useState(false);
  const pausing = () =>
    controls.control(share.paused ? { action: 'resume', site: null } : { action: 'pause', site: null });
  return (
    <section className={styles.tools} aria-label={t('sharing.tools')}>
      <div className={styles.row}>
        <Tool
          icon={share.paused ? <Play aria-hidden="true" /> : <Pause aria-hidden="true" />}
          label={share.paused ? t('sharing.resume') : t('sharing.pause')}
          tone={share.paused ? 'warn' : 'plain'}
          onClick={pausing}
          data-testid="pause"
          data-paused={share.paused !== null}
        />
        <MicrophoneTool {...props} />
        {controls.canCrop && (
          <Tool
            icon={<Crop aria-hidden="true" />}
            label={t('sharing.region')}
            name={t('sharing.regionLong')}
            pressed={share.region !== null}
            aria-expanded={picking}
            onClick={() => setPicking(!picking)}
            data-testid="region"
          />
        )}
        {props.onThisTab && (
          <Tool
            icon={<AppWindow aria-hidden="true" />}
            label={t('sharing.thisTabShort')}
            name={t('sharing.thisTab')}
            onClick={props.onThisTab}
            data-testid="switch-tab"
          />
        )}
        <Tool
          icon={<MonitorUp aria-hidden="true" />}
          label={t('sharing.source')}
          name={share.source === 'tab' ? t('sharing.screen') : t('sharing.screenAgain')}
          onClick={() => void controls.switchToScreen()}
          data-testid="switch-screen"
        />
      </div>
      {share.region && !picking && <p className={styles.note}>{t('region.on')}</p>}
      {picking && (
        <RegionPicker
          still={controls.still}
          region={share.region}
          onRegion={(region) => controls.control({ action: 'region', region })}
          onClose={() => setPicking(false)}
        />
      )}
      {share.microphone && (
        <Microphone
          controls={controls}
          microphone={share.microphone}
          device={device}
          onDevice={props.onMicrophone}
          onAllow={props.onAllowMicrophone}
        />
      )}
    </section>
  );
}

function MicrophoneTool({ share, controls, ...props }: ToolsProps) {
  const { microphone } = share;
  const isMuted = microphone?.muted ?? true;
  const hold = useHold(isMuted, (muted) => controls.control({ action: 'mute', muted }));
  if (!microphone) {
    return (
      <Tool
        icon={<MicOff aria-hidden="true" />}
        label={t('sharing.microphone')}
        onClick={props.onTurnOnMicrophone}
        data-testid="microphone"
      />
    );
  }
  return (
    <Tool
      icon={isMuted ? <MicOff aria-hidden="true" /> : <Mic aria-hidden="true" />}
      label={isMuted ? t('sharing.unmute') : t('sharing.mute')}
      title={t('sharing.holdToFlip')}
      tone={isMuted ? 'warn' : 'plain'}
      {...hold}
      data-testid="mute"
      data-muted={isMuted}
    />
  );
}
