import { Maximize2, Minus, Plus } from 'lucide-react';
import { t } from '../i18n/language.ts';
import { IconButton } from '../pieces/IconButton.tsx';
import { percentText } from '../format.ts';
import type { PictureZoom } from './use-zoom.ts';
import styles from './ZoomPill.module.css';

/** How large the picture is, while that is not simply as large as fits. */
export function ZoomPill({ zoom, visible }: { readonly zoom: PictureZoom; readonly visible: boolean }) {
  if (zoom.size === 'fit' || zoom.scale === null) return null;
  return (
    <section
      className={styles.pill}
      aria-label={t('picture.sizeLong')}
      data-hidden={!visible || undefined}
      data-testid="zoom"
    >
      <IconButton
        label={t('picture.smaller')}
        shortcut="-"
        side="bottom"
        icon={<Minus aria-hidden="true" />}
        onClick={zoom.smaller}
      />
      <output className={styles.percent} data-testid="zoom-percent">
        {percentText(zoom.scale)}
      </output>
      <IconButton
        label={t('picture.larger')}
        shortcut="+"
        side="bottom"
        icon={<Plus aria-hidden="true" />}
        onClick={zoom.larger}
      />
      <IconButton
        label={t('picture.all')}
        shortcut="0"
        side="bottom"
        icon={<Maximize2 aria-hidden="true" />}
        onClick={() => zoom.show('fit')}
        data-testid="zoom-fit"
      />
    </section>
  );
}
