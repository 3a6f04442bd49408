import { Slider } from '@base-ui/react/slider';
import { Volume1, Volume2, VolumeX } from 'lucide-react';
import { percentText } from '../format.ts';
import { t } from '../i18n/language.ts';
import { IconButton } from '../pieces/IconButton.tsx';
import type { Sound } from './use-sound.ts';
import styles from './Volume.module.css';

const PERCENT = 100;

interface VolumeProps {
  readonly sound: Sound;
  /** Tooltips open in the page: false in another window. */
  readonly tip?: boolean;
}

/** Mute and volume of the large picture. A phone has keys for the volume: there only mute is shown. */
export default function Volume({ sound, tip = true }: VolumeProps) {
  const level = sound.muted ? 0 : Math.round(sound.volume * PERCENT);
  return (
    <div className={styles.volume}>
      <IconButton
        label={sound.muted ? t('room.soundOn') : t('room.mute')}
        shortcut="M"
        tip={tip}
        icon={iconFor(level)}
        onClick={sound.toggle}
        data-testid="mute"
        data-muted={sound.muted || undefined}
      />
      <Slider.Root
        className={styles.slider}
        value={level}
        onValueChange={(value) => sound.setVolume(value / PERCENT)}
        data-testid="volume"
      >
        <Slider.Control className={styles.control}>
          <Slider.Track className={styles.track}>
            <Slider.Indicator className={styles.filled} />
            <Slider.Thumb
              className={styles.thumb}
              aria-label={t('room.volume')}
              getAriaValueText={(_, value) => percentText(value / PERCENT)}
            />
          </Slider.Track>
        </Slider.Control>
      </Slider.Root>
    </div>
  );
}

function iconFor(level: number) {
  if (level === 0) return <VolumeX aria-hidden="true" />;
  return level < PERCENT / 2 ? <Volume1 aria-hidden="true" /> : <Volume2 aria-hidden="true" />;
}
