import { Maximize2, Minus, Plus } from 'lucide-react';
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
      aria-label="Size of the picture"
      data-hidden={!visible || undefined}
      data-testid="zoom"
    >
      <IconButton
        label="Smaller"
        shortcut="-"
        side="bottom"
        icon={<Minus aria-hidden="true" />}
        onClick={zoom.smaller}
      />
      <output className={styles.percent} data-testid="zoom-percent">
        {percentText(zoom.scale)}
      </output>
      <IconButton
        label="Larger"
        shortcut="+"
        side="bottom"
        icon={<Plus aria-hidden="true" />}
        onClick={zoom.larger}
      />
      <IconButton
        label="Show all of it"
        shortcut="0"
        side="bottom"
        icon={<Maximize2 aria-hidden="true" />}
        onClick={() => zoom.show('fit')}
        data-testid="zoom-fit"
      />
    </section>
  );
}
