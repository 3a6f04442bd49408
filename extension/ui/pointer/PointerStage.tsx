import { useEffect, useRef, type RefObject } from 'react';
import type { Snapshot } from '../../core/snapshot.ts';
import type { Point } from '../../core/zoom.ts';
import { t } from '../i18n/language.ts';
import { takeAim } from './aim.ts';
import PointerLayer from './PointerLayer.tsx';
import type { PointerTool } from './use-pointer.ts';

interface PointerStageProps {
  readonly tool: PointerTool;
  /** Takes mouse and fingers while the tool is on. */
  readonly surface: RefObject<HTMLElement | null>;
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly snapshot: Snapshot;
  readonly testId?: string;
}

/** The pointers on the large picture, and mine while the tool is on. Its code comes with the first picture. */
export default function PointerStage({ tool, surface, video, snapshot, testId }: PointerStageProps) {
  const { on, feed, pointing } = tool;
  const current = useRef(tool);
  useEffect(() => {
    current.current = tool;
  });
  const mouse = useMousePlace(surface);
  useEffect(() => {
    const element = surface.current;
    if (!on || !element) return;
    return takeAim({
      surface: element,
      video: () => video.current,
      from: mouse.current,
      aim: (aim) => current.current.aim(aim),
      end: () => current.current.end(),
    });
  }, [on, surface, video, mouse]);
  if (!feed || !pointing) return null;
  return (
    <>
      <PointerLayer
        feed={feed}
        video={video}
        snapshot={snapshot}
        inPicture={pointing.overlay}
        {...(testId !== undefined && { testId })}
      />
      <output className="visually-hidden">{on ? t('pointer.hint') : ''}</output>
    </>
  );
}

/** Where the mouse is over an element, in px of the window: it may rest there when the tool is taken up. */
function useMousePlace(surface: RefObject<HTMLElement | null>): RefObject<Point | null> {
  const place = useRef<Point | null>(null);
  useEffect(() => {
    const element = surface.current;
    if (!element) return;
    const note = ({ clientX, clientY }: PointerEvent) => (place.current = { x: clientX, y: clientY });
    const forget = () => (place.current = null);
    element.addEventListener('pointermove', note);
    element.addEventListener('pointerleave', forget);
    return () => {
      element.removeEventListener('pointermove', note);
      element.removeEventListener('pointerleave', forget);
    };
  }, [surface]);
  return place;
}
