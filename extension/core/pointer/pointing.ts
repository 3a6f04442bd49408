import * as v from 'valibot';

/** From whoever shares: what becomes of pointers on its picture. */
export const pointingSchema = v.object({
  type: v.literal('pointing'),
  /** Viewers may point. */
  allowed: v.boolean(),
  /** Pointers are drawn into the shared page, and so are in the picture already. */
  overlay: v.boolean(),
});

/** What a picture's sharer says of pointers on it. */
export type Pointing = Omit<v.InferOutput<typeof pointingSchema>, 'type'>;
