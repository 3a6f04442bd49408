import { useEffect, useRef, type RefObject } from 'react';
import type { Point } from '../../core/zoom.ts';
import type { PictureZoom } from './use-zoom.ts';

/** How much a px of wheel zooms: a notch of a mouse (100 px) by 1.22. */
const WHEEL_RATE = 0.002;
/** A trackpad's pinch arrives as a wheel with Ctrl held, in far smaller steps. */
const PINCH_RATE = 0.01;
/** px of a line, where a browser counts lines. */
const LINE_PX = 33;

/**
 * Wheel and pinch zoom about the pointer; a drag, or the wheel sideways or with Shift, moves the picture.
 * @param stage takes the gestures
 * @param drags false: whatever is dragged belongs to another tool
 */
export function useZoomGestures(
  stage: RefObject<HTMLElement | null>,
  zoom: PictureZoom,
  drags: boolean,
): void {
  const current = useRef({ zoom, drags });
  useEffect(() => {
    current.current = { zoom, drags };
  });
  useEffect(() => {
    const element = stage.current;
    if (!element) return;
    const events = new AbortController();
    const { signal } = events;
    // Not passive: the page itself must not zoom or go back.
    element.addEventListener('wheel', (event) => onWheel(event, element, current.current.zoom), {
      signal,
      passive: false,
    });
    followPointers(
      element,
      () => current.current.zoom,
      () => current.current.drags,
      signal,
    );
    return () => events.abort();
  }, [stage]);
}

function onWheel(event: WheelEvent, stage: HTMLElement, zoom: PictureZoom): void {
  event.preventDefault();
  const unit = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : LINE_PX;
  const [x, y] = [event.deltaX * unit, event.deltaY * unit];
  if (event.ctrlKey) return zoom.by(Math.exp(-y * PINCH_RATE), pointIn(stage, event));
  if (event.shiftKey && x === 0) return zoom.move({ x: -y, y: 0 });
  if (Math.abs(x) > Math.abs(y)) return zoom.move({ x: -x, y: -y });
  zoom.by(Math.exp(-y * WHEEL_RATE), pointIn(stage, event));
}

/** One pointer drags; two pinch. */
function followPointers(
  stage: HTMLElement,
  zoom: () => PictureZoom,
  drags: () => boolean,
  signal: AbortSignal,
): void {
  const down = new Map<number, Point>();
  const onDown = (event: PointerEvent) => {
    if (!drags() || event.button !== 0 || (event.target instanceof Element && event.target.closest('button')))
      return;
    down.set(event.pointerId, pointIn(stage, event));
    stage.setPointerCapture(event.pointerId);
  };
  const onMove = (event: PointerEvent) => {
    const before = down.get(event.pointerId);
    if (!before) return;
    const after = pointIn(stage, event);
    const [other] = [...down].flatMap(([id, point]) => (id === event.pointerId ? [] : [point]));
    down.set(event.pointerId, after);
    if (other) {
      zoom().by(distance(after, other) / Math.max(1, distance(before, other)), between(after, other));
      const [was, is] = [between(before, other), between(after, other)];
      return zoom().move({ x: is.x - was.x, y: is.y - was.y });
    }
    if (zoom().cut) zoom().move({ x: after.x - before.x, y: after.y - before.y });
  };
  const onUp = (event: PointerEvent) => down.delete(event.pointerId);
  stage.addEventListener('pointerdown', onDown, { signal });
  stage.addEventListener('pointermove', onMove, { signal });
  stage.addEventListener('pointerup', onUp, { signal });
  stage.addEventListener('pointercancel', onUp, { signal });
}

function pointIn(stage: HTMLElement, { clientX, clientY }: MouseEvent): Point {
  const { left, top } = stage.getBoundingClientRect();
  return { x: clientX - left, y: clientY - top };
}

function distance(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}

function between(one: Point, other: Point): Point {
  return { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 };
}
