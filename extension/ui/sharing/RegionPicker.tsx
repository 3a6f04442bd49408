import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { adjustRegion, regionBetween, type Point, type Region } from '../../core/region.ts';
import { Button } from '../pieces/Button.tsx';
import { Spinner } from '../pieces/Spinner.tsx';
import styles from './RegionPicker.module.css';
import { t } from '../i18n/language.ts';

interface RegionPickerProps {
  /** Takes a picture of all that is captured, as a data URL. */
  readonly still: () => Promise<string | null>;
  /** What is shared now. */
  readonly region: Region | null;
  readonly onRegion: (region: Region | null) => void;
  readonly onClose: () => void;
}

/** What is offered to begin with: the middle. */
const MIDDLE: Region = { x: 0.25, y: 0.25, width: 0.5, height: 0.5 };
/** Share of a side that an arrow key moves by. */
const STEP = 0.02;

/** Chooses the part to share on a picture of the whole. */
export default function RegionPicker({ still, region, onRegion, onClose }: RegionPickerProps) {
  const [picture, setPicture] = useState<string | null | undefined>();
  const [chosen, setChosen] = useState(region ?? MIDDLE);
  useEffect(() => {
    let isWanted = true;
    void still()
      .catch(() => null)
      .then((taken) => isWanted && setPicture(taken));
    return () => {
      isWanted = false;
    };
  }, [still]);
  const choose = (next: Region | null) => {
    onRegion(next);
    onClose();
  };
  return (
    <section className={styles.picker} aria-label={t('region.frame')} data-testid="region-picker">
      {picture === undefined && (
        <p className={styles.wait}>
          <Spinner /> {t('region.getting')}
        </p>
      )}
      {picture === null && <p className={styles.hint}>{t('region.none')}</p>}
      {picture && (
        <>
          <Frame picture={picture} region={chosen} onRegion={setChosen} />
          <p className={styles.hint}>{t('region.hint')}</p>
        </>
      )}
      <div className={styles.actions}>
        {picture && (
          <Button look="primary" onClick={() => choose(chosen)} data-testid="region-apply">
            {t('region.apply')}
          </Button>
        )}
        {region && (
          <Button onClick={() => choose(null)} data-testid="region-whole">
            {t('region.whole')}
          </Button>
        )}
        <Button look="quiet" onClick={onClose} data-testid="region-cancel">
          {t('region.cancel')}
        </Button>
      </div>
    </section>
  );
}

interface FrameProps {
  /** A data URL. */
  readonly picture: string;
  readonly region: Region;
  readonly onRegion: (region: Region) => void;
}

function Frame({ picture, region, onRegion }: FrameProps) {
  const start = useRef<Point | null>(null);

  function drag(event: PointerEvent): void {
    if (!start.current) return;
    const next = regionBetween(start.current, pointOf(event));
    if (next) onRegion(next);
  }

  function keys(event: KeyboardEvent): void {
    const step = KEYS[event.key];
    if (!step) return;
    event.preventDefault();
    const [x, y] = [step[0] * STEP, step[1] * STEP];
    onRegion(adjustRegion(region, event.shiftKey ? { width: x, height: y } : { x, y }));
  }

  return (
    // The frame in it takes the keys.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className={styles.picture}
      data-testid="region-picture"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = pointOf(event);
      }}
      onPointerMove={drag}
      onPointerUp={() => (start.current = null)}
    >
      <img src={picture} alt="" draggable={false} />
      <button
        type="button"
        className={styles.frame}
        aria-label={t('region.frame')}
        style={{
          left: share(region.x),
          top: share(region.y),
          width: share(region.width),
          height: share(region.height),
        }}
        onKeyDown={keys}
        data-testid="region-frame"
      />
    </div>
  );
}

const KEYS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

function pointOf({ currentTarget, clientX, clientY }: PointerEvent): Point {
  const { left, top, width, height } = currentTarget.getBoundingClientRect();
  return { x: (clientX - left) / width, y: (clientY - top) / height };
}

function share(part: number): string {
  return `${part * 100}%`;
}
