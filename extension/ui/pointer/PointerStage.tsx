import { useEffect, useRef, type RefObject } from 'react';
import type { Snapshot } from '../../core/snapshot.ts';
import { takeAim } from './aim.ts';
import PointerLayer from './PointerLayer.tsx';
import type { PointerTool } from './use-pointer.ts';
import { POINTER } from './words.ts';

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
  useEffect(() => {
    const element = surface.current;
    if (!on || !element) return;
    const ends = takeAim({
      surface: element,
      video: () => video.current,
      aim: (aim) => current.current.aim(aim),
      end: () => current.current.end(),
    });
    return ends;
  }, [on, surface, video]);
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
      <output className="visually-hidden">{on ? POINTER.hint : ''}</output>
    </>
  );
}
