import type { Aim } from '../../core/pointer/pointer-message.ts';
import { shareAt, type Point } from '../../core/zoom.ts';
import { isWithin } from '../event-target.ts';
import { pictureBox } from './picture-box.ts';

/** What is pointed at, and with what. */
export interface AimOptions {
  /** Takes mouse, pen and fingers. */
  readonly surface: HTMLElement;
  readonly video: () => HTMLVideoElement | null;
  /** px of the window, where the mouse is; null = not over the picture */
  readonly from: Point | null;
  readonly aim: (aim: Aim | null) => void;
  readonly end: () => void;
}

/** How far one press of an arrow key moves the pointer, as a share of the picture's height. */
const STEP = 0.02;

/** Points with whatever moves over the picture, and with the arrow keys. @returns ends it */
export function takeAim(options: AimOptions): () => void {
  const events = new AbortController();
  const { video, from, aim } = options;
  const picture = video();
  const at = picture && from && shareOf(picture, from);
  if (at) aim({ ...at, pen: false });
  followPointer(options, events.signal);
  followKeys(options, at, events.signal);
  return () => events.abort();
}

function followPointer({ surface, video, aim }: AimOptions, signal: AbortSignal): void {
  /** Went down on the picture; a press that began on a control draws nothing. */
  let pen: number | null = null;
  const point = (event: PointerEvent): void => {
    const picture = video();
    const at = picture && shareOf(picture, placeOf(event));
    aim(at && { ...at, pen: pen === event.pointerId });
  };
  const onDown = (event: PointerEvent): void => {
    if (event.button !== 0 || !event.isPrimary || isWithin(event, ['button', 'section'])) return;
    pen = event.pointerId;
    surface.setPointerCapture(event.pointerId);
    point(event);
  };
  const onMove = (event: PointerEvent): void => {
    if (event.isPrimary) point(event);
  };
  const onUp = (event: PointerEvent): void => {
    if (pen !== event.pointerId) return;
    pen = null;
    // A finger that is lifted points nowhere.
    if (event.pointerType === 'mouse') point(event);
    else aim(null);
  };
  const onLeave = (): void => {
    if (pen === null) aim(null);
  };
  surface.addEventListener('pointerdown', onDown, { signal });
  surface.addEventListener('pointermove', onMove, { signal });
  surface.addEventListener('pointerup', onUp, { signal });
  surface.addEventListener('pointercancel', onUp, { signal });
  surface.addEventListener('pointerleave', onLeave, { signal });
}

/** From the middle of the picture, or from where the mouse is. */
function followKeys({ surface, video, aim, end }: AimOptions, from: Point | null, signal: AbortSignal): void {
  let at: Point = from ?? { x: 0.5, y: 0.5 };
  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || isWithin(event, OWN_ARROWS)) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      return end();
    }
    const way = WAYS[event.key];
    const picture = video();
    if (!way || !picture) return;
    event.preventDefault();
    const step = (STEP * picture.videoHeight) / Math.max(1, picture.videoWidth);
    if (event.shiftKey) aim({ ...at, pen: true });
    at = { x: clamp(at.x + way.x * step), y: clamp(at.y + way.y * STEP) };
    aim({ ...at, pen: event.shiftKey });
  };
  const onMove = (event: PointerEvent): void => {
    const picture = video();
    at = (picture && shareOf(picture, placeOf(event))) ?? at;
  };
  // Before the page's own keys, which move a picture that is cut off.
  surface.ownerDocument.addEventListener('keydown', onKey, { signal, capture: true });
  surface.addEventListener('pointermove', onMove, { signal });
}

const WAYS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** @param at px of the window */
function shareOf(video: HTMLVideoElement, at: Point): Point | null {
  const box = pictureBox(video);
  return box && shareAt(box, at);
}

function placeOf({ clientX, clientY }: MouseEvent): Point {
  return { x: clientX, y: clientY };
}

/** A field, a menu or a slider has the arrows for itself. */
const OWN_ARROWS = [
  'input',
  'select',
  'textarea',
  '[role=listbox]',
  '[role=dialog]',
  '[role=menu]',
  '[role=slider]',
];

function clamp(share: number): number {
  return Math.min(Math.max(share, 0), 1);
}
