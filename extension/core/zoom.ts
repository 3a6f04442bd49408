import type { Size } from './encoding.ts';

/** A place or a way: px of the page, or shares of the picture where it says so. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * How large the picture is:
 * - `fit`: all of it is seen, as large as that goes
 * - `fill`: no bars, what does not fit is cut off
 * - `actual`: 1:1, a pixel of the picture on each pixel of the screen, so that small text stays sharp
 * - a number: so many times the size that fits. It outlives a picture that comes in another size (another rung).
 */
export type ZoomSize = 'fit' | 'fill' | 'actual' | number;

export interface Zoom {
  readonly size: ZoomSize;
  /** The point of the picture, as shares (0–1) of its sides, that is in the middle of the room. */
  readonly centre: Point;
}

/** What a picture is shown in. */
export interface Frame {
  /** px, as decoded */
  readonly picture: Size;
  /** px of the page: the space there is */
  readonly room: Size;
  /** Pixels of the screen to one of the page. */
  readonly pixelRatio: number;
}

/** Where the picture lies, in px of the page from the room's upper left corner. */
export interface Place extends Point, Size {}

export const FITTED: Zoom = { size: 'fit', centre: { x: 0.5, y: 0.5 } };

/** Pixels of the screen for each of the picture at the closest: single pixels can be counted then. */
const CLOSEST = 8;

/** A size this near to the one that fits is the one that fits. */
const SNAP = 0.01;

/** Where to put the picture: it covers the room, or lies in its middle, in each direction for itself. */
export function placePicture(zoom: Zoom, frame: Frame): Place {
  const { picture, room } = frame;
  const scale = scaleOf(zoom.size, frame);
  const size = { width: picture.width * scale, height: picture.height * scale };
  return {
    ...size,
    x: edge(room.width / 2 - zoom.centre.x * size.width, size.width, room.width),
    y: edge(room.height / 2 - zoom.centre.y * size.height, size.height, room.height),
  };
}

/** The place on whole pixels of the screen: between them 1:1 would be blurred. */
export function alignToPixels(place: Place, pixelRatio: number): Place {
  const align = (value: number) => Math.round(value * pixelRatio) / pixelRatio;
  return { ...place, x: align(place.x), y: align(place.y) };
}

/** The same point in the middle, at one of the named sizes. */
export function showAt(zoom: Zoom, size: Exclude<ZoomSize, number>): Zoom {
  return size === 'fit' ? FITTED : { ...zoom, size };
}

/**
 * Larger or smaller, within limits; the point of the picture that is under `at` stays there, as long as the picture
 * need not move to keep the room covered.
 * @param at px, in the room
 * @param factor over 1 = larger
 */
export function zoomAbout(zoom: Zoom, frame: Frame, at: Point, factor: number): Zoom {
  const before = scaleOf(zoom.size, frame);
  const fit = scaleOf('fit', frame);
  const actual = scaleOf('actual', frame);
  const scale = clamp(before * factor, Math.min(fit, actual), Math.max(fit, actual * CLOSEST));
  if (Math.abs(scale / fit - 1) < SNAP) return FITTED;
  const { x, y } = placePicture(zoom, frame);
  const growth = scale / before;
  const corner = { x: at.x - (at.x - x) * growth, y: at.y - (at.y - y) * growth };
  return withCorner(scale / fit, corner, frame);
}

/** Moves the picture. @param by px of the page */
export function pan(zoom: Zoom, frame: Frame, by: Point): Zoom {
  const { x, y } = placePicture(zoom, frame);
  return withCorner(zoom.size, { x: x + by.x, y: y + by.y }, frame);
}

/** Which point of the picture, as shares of its sides, is there. @param at px @returns null outside of the picture */
export function shareAt({ x, y, width, height }: Place, at: Point): Point | null {
  const share = { x: (at.x - x) / width, y: (at.y - y) / height };
  const isInside = share.x >= 0 && share.x <= 1 && share.y >= 0 && share.y <= 1;
  return isInside ? share : null;
}

/** Where a point of the picture is, in px. @param share of its sides */
export function placeOf({ x, y, width, height }: Place, share: Point): Point {
  return { x: x + share.x * width, y: y + share.y * height };
}

/** Part of the picture is out of sight. */
export function isCut({ width, height }: Size, { room }: Frame): boolean {
  // Half a pixel is what rounding leaves.
  return width > room.width + 0.5 || height > room.height + 0.5;
}

/** Pixels of the screen for each of the picture: 1 is 1:1. */
export function pixelScale(zoom: Zoom, frame: Frame): number {
  return scaleOf(zoom.size, frame) * frame.pixelRatio;
}

/** Px of the page for each of the picture. */
function scaleOf(size: ZoomSize, { picture, room, pixelRatio }: Frame): number {
  const wide = room.width / picture.width;
  const high = room.height / picture.height;
  if (size === 'actual') return 1 / pixelRatio;
  if (size === 'fill') return Math.max(wide, high);
  return Math.min(wide, high) * (size === 'fit' ? 1 : size);
}

/** The zoom with the picture's upper left corner there, or as near as the room allows. */
function withCorner(size: ZoomSize, corner: Point, frame: Frame): Zoom {
  const { picture, room } = frame;
  const scale = scaleOf(size, frame);
  const [width, height] = [picture.width * scale, picture.height * scale];
  return {
    size,
    centre: {
      x: (room.width / 2 - edge(corner.x, width, room.width)) / width,
      y: (room.height / 2 - edge(corner.y, height, room.height)) / height,
    },
  };
}

/** Where the picture's left (or upper) edge may lie. */
function edge(wanted: number, length: number, room: number): number {
  return length <= room ? (room - length) / 2 : clamp(wanted, room - length, 0);
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
