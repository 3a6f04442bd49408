import { useEffect, type RefObject } from 'react';
import type { ViewerControls } from '../../bus/room-host.ts';
import type { Page } from './use-page.ts';
import { watchDisplay } from './watch-display.ts';

/** Tells what comes to the screen of whoever is large: its sharer hears of it, and it is in the numbers. */
export function useDisplay(
  video: RefObject<HTMLVideoElement | null>,
  { staged, stream }: Page,
  controls: Pick<ViewerControls, 'display'>,
): void {
  const peer = staged?.id;
  useEffect(() => {
    const element = video.current;
    if (!element || !stream || peer === undefined) return;
    return watchDisplay(element, (display) => controls.display(peer, display));
  }, [video, stream, peer, controls]);
}
