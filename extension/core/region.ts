import * as v from 'valibot';
import type { Size } from './encoding.ts';

/** Share of a side below which nothing can be read any more. */
const LEAST_SIDE = 0.05;
/** px: no encoder takes less. */
const LEAST_PX = 32;

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

/** A part of the captured picture, as shares (0 to 1) of its width and height: it stays right when the source is resized. */
export const regionSchema = v.object({ x: share, y: share, width: share, height: share });

export type Region = Readonly<v.InferOutput<typeof regionSchema>>;

/** The same as px of one frame. */
export interface PixelRect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * What of a frame is sent. Corners and sides are even: the colours of a 4:2:0 picture come in pairs.
 * @returns always within the frame, and never smaller than an encoder takes
 */
export function cropRect(region: Region, frame: Size): PixelRect {
  const [x, width] = cropSide(region.x, region.width, frame.width);
  const [y, height] = cropSide(region.y, region.height, frame.height);
  return { x, y, width, height };
}

/** @returns the start and the length, in px */
function cropSide(start: number, length: number, whole: number): readonly [number, number] {
  const most = evenDown(whole);
  const px = Math.min(most, Math.max(LEAST_PX, evenDown(length * whole)));
  return [evenDown(Math.min(start * whole, most - px)), px];
}

/**
 * The region between two corners, in any order.
 * @param a @param b shares of the picture; what lies outside is cut off
 * @returns null where it is too small to be meant, or everything
 */
export function regionBetween(a: Point, b: Point): Region | null {
  const [left, right] = sorted(a.x, b.x);
  const [top, bottom] = sorted(a.y, b.y);
  const region = { x: left, y: top, width: right - left, height: bottom - top };
  if (region.width < LEAST_SIDE || region.height < LEAST_SIDE) return null;
  return region.width === 1 && region.height === 1 ? null : region;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The region moved and grown by shares of the picture, within it. */
export function adjustRegion(region: Region, by: Readonly<Partial<Region>>): Region {
  const width = clamp(region.width + (by.width ?? 0), LEAST_SIDE, 1);
  const height = clamp(region.height + (by.height ?? 0), LEAST_SIDE, 1);
  return {
    x: clamp(region.x + (by.x ?? 0), 0, 1 - width),
    y: clamp(region.y + (by.y ?? 0), 0, 1 - height),
    width,
    height,
  };
}

function sorted(a: number, b: number): readonly [number, number] {
  const [low, high] = [clamp(a, 0, 1), clamp(b, 0, 1)];
  return low < high ? [low, high] : [high, low];
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

function evenDown(px: number): number {
  return 2 * Math.floor((px + 1e-6) / 2);
}
