import type { ShareView } from '../../core/snapshot.ts';
import { PausedNotice } from '../sharing/PausedNotice.tsx';
import { Tools } from '../sharing/Tools.tsx';
import type { ViewerProps } from './ViewerApp.tsx';
import styles from './ViewerTools.module.css';

interface ViewerToolsProps extends Pick<ViewerProps, 'controls' | 'choice' | 'onChoice'> {
  readonly share: ShareView;
}

/** What can be done to a share of this page: it may ask for the microphone itself. */
export default function ViewerTools({ share, controls, choice, onChoice }: ViewerToolsProps) {
  const useMicrophone = (microphone: string | null) => {
    onChoice({ microphone });
    controls.control({ action: 'microphone', device: microphone });
  };
  const turnOn = () => useMicrophone(choice.microphone ?? '');
  return (
    <div className={styles.tools}>
      {share.paused && <PausedNotice paused={share.paused} controls={controls} />}
      <Tools
        share={share}
        controls={controls}
        device={choice.microphone ?? ''}
        onMicrophone={useMicrophone}
        onTurnOnMicrophone={turnOn}
        onAllowMicrophone={turnOn}
        onThisTab={null}
      />
    </div>
  );
}
