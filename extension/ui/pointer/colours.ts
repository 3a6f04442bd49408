import { hueOf } from '../hue.ts';

/** The same six as a person's avatar has (Avatar.module.css). */
const COLOURS = ['#9fdcff', '#9be7cf', '#f6d58b', '#f9b4a6', '#cdbcff', '#f5b6dc'] as const;

/** A person's colour, for a canvas. */
export function colourOf(id: string): string {
  return COLOURS[hueOf(id)] ?? COLOURS[0];
}
