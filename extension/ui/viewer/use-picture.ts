import { useRef, useState, type RefObject } from 'react';
import type { Size } from '../../core/encoding.ts';
import type { Page } from './use-page.ts';
import { usePip, type Pip } from './use-pip.ts';
import { useStill, type Still } from './use-still.ts';
import { useZoom, type PictureZoom } from './use-zoom.ts';

/** The large picture's elements, and everything that one can do with it. */
export interface Picture {
  readonly stage: RefObject<HTMLDivElement | null>;
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly zoom: PictureZoom;
  readonly still: Still;
  readonly pip: Pip;
  /**
   * What size to ask the sharer for. @param shown device px that the picture takes on the page
   * @returns null for all there is: at 1:1 the picture is as large as it comes, and what is kept is kept whole
   */
  readonly tile: (shown: Size) => Size | null;
}

export function usePicture({ stream, staged }: Page): Picture {
  const stage = useRef<HTMLDivElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const [whole, setWhole] = useState(false);
  const zoom = useZoom(stage, video, stream, staged?.id ?? null);
  const all = whole || zoom.size === 'actual';
  return {
    stage,
    video,
    zoom,
    still: useStill(video, setWhole),
    pip: usePip(video),
    tile: (shown) => (all ? null : shown),
  };
}
