import { useState, type RefObject } from 'react';
import {
  alignToPixels,
  FITTED,
  isCut,
  pan,
  pixelScale,
  placePicture,
  showAt,
  zoomAbout,
  type Frame,
  type Place,
  type Point,
  type Zoom,
  type ZoomSize,
} from '../../core/zoom.ts';
import { useFrame } from './use-frame.ts';

/** How much one press of a key or button zooms. */
const STEP = 1.25;
/** How far one press of an arrow key moves the picture, as a share of the room. */
const PAN_STEP = 0.1;

const NAMED = ['fit', 'fill', 'actual'] as const;
export type NamedSize = (typeof NAMED)[number];

/** What the large picture's size is, and what changes it. */
export interface PictureZoom {
  readonly size: ZoomSize;
  /** Where the picture lies; null while it simply fits: the browser does that by itself. */
  readonly place: Place | null;
  /** It can be moved. */
  readonly cut: boolean;
  /** Pixels of the screen for each of the picture; null without a picture. */
  readonly scale: number | null;
  readonly show: (size: NamedSize) => void;
  /** From one named size to the next. */
  readonly cycle: () => void;
  /** @param factor over 1 = larger @param at px from the stage's corner; default: its middle */
  readonly by: (factor: number, at?: Point) => void;
  readonly larger: () => void;
  readonly smaller: () => void;
  /** @param way px */
  readonly move: (way: Point) => void;
  /** By one press of an arrow key. @param x -1, 0 or 1: which way to look @param y the same */
  readonly look: (x: number, y: number) => void;
}

/** @param sharer whose picture it is: another one's is shown whole at first */
export function useZoom(
  stage: RefObject<HTMLElement | null>,
  video: RefObject<HTMLVideoElement | null>,
  stream: MediaStream | null,
  sharer: string | null,
): PictureZoom {
  const frame = useFrame(stage, video, stream);
  const [kept, keep] = useState({ sharer, zoom: FITTED });
  const zoom = kept.sharer === sharer ? kept.zoom : FITTED;
  // From the last state, not from the last render: a wheel turns several times within one.
  const change = (next: (zoom: Zoom, frame: Frame) => Zoom) =>
    frame && keep((last) => ({ sharer, zoom: next(last.sharer === sharer ? last.zoom : FITTED, frame) }));
  const by = (factor: number, at?: Point) =>
    change((last, now) => zoomAbout(last, now, at ?? middle(now), factor));
  const place = frame && zoom.size !== 'fit' ? placePicture(zoom, frame) : null;
  return {
    size: zoom.size,
    place: place && frame && alignToPixels(place, frame.pixelRatio),
    cut: place !== null && frame !== null && isCut(place, frame),
    scale: frame && pixelScale(zoom, frame),
    show: (size) => change((last) => showAt(last, size)),
    cycle: () => change((last) => showAt(last, following(last.size))),
    by,
    larger: () => by(STEP),
    smaller: () => by(1 / STEP),
    move: (way) => change((last, now) => pan(last, now, way)),
    look: (x, y) =>
      change((last, now) =>
        pan(last, now, { x: -x * PAN_STEP * now.room.width, y: -y * PAN_STEP * now.room.height }),
      ),
  };
}

function following(size: ZoomSize): NamedSize {
  const at = NAMED.findIndex((named) => named === size);
  return NAMED[(at + 1) % NAMED.length] ?? 'fit';
}

function middle({ room }: Frame): Point {
  return { x: room.width / 2, y: room.height / 2 };
}
