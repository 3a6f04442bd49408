/** What is known of an encoder's temporal layers: by what it makes, not by what it was asked for. */
export interface LayersSeen {
  /** null = too few frames to tell */
  readonly layered: boolean | null;
  /** frames of the lowest layer in a row */
  readonly low: number;
}

/** `L1T3` has a frame of a higher layer after each of the lowest: a row of these has none. */
const NONE_AFTER = 8;

export const NO_LAYERS_SEEN: LayersSeen = { layered: null, low: 0 };

/** @param temporal layer of the next frame, 0–2; an encoder without layers may not say */
export function seeLayer(before: LayersSeen, temporal: number | undefined): LayersSeen {
  if (temporal) return { layered: true, low: 0 };
  const low = before.low + 1;
  return { layered: low >= NONE_AFTER ? false : before.layered, low };
}
