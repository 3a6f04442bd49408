import * as v from 'valibot';
import { PLACES, type Pointer } from './pointer-message.ts';

/** What the offscreen document tells the script in the shared page: where a viewer points, and what stands beside it. */
export interface OverlayMessage extends Pointer {
  /** Says what the viewer calls itself, as a claim. */
  readonly label: string;
}

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

const overlayMessage: v.GenericSchema<unknown, OverlayMessage> = v.object({
  id: v.pipe(v.string(), v.maxLength(64)),
  label: v.pipe(v.string(), v.maxLength(256)),
  at: v.pipe(v.array(v.object({ x: share, y: share, pen: v.boolean() })), v.maxLength(PLACES)),
});

/** Checked like anything that crosses a Port. @returns null for anything else */
export function parseOverlayMessage(data: unknown): OverlayMessage | null {
  const result = v.safeParse(overlayMessage, data);
  return result.success ? result.output : null;
}
