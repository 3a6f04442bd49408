import type { Size } from '../encoding.ts';

/** A place within a picture, in px. */
export interface Fitted {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The size that a recording keeps from its first frame on. Encoders of H.264 want even sides. @param frame px */
export function recordingSize({ width, height }: Size): Size {
  return { width: even(width), height: even(height) };
}

/** Where all of a frame fits in, as large as can be, in the middle. @param frame px @param into px */
export function fitFrame(frame: Size, into: Size): Fitted {
  const scale = Math.min(into.width / frame.width, into.height / frame.height);
  const width = Math.round(frame.width * scale);
  const height = Math.round(frame.height * scale);
  return { x: (into.width - width) >> 1, y: (into.height - height) >> 1, width, height };
}

function even(side: number): number {
  return Math.max(2, side - (side % 2));
}
