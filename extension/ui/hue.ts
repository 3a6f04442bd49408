const HUES = 6;

/** One of six colours for an id, always the same one. @returns 0–5 */
export function hueOf(id: string): number {
  let sum = 0;
  for (const character of id) sum += character.codePointAt(0) ?? 0;
  return sum % HUES;
}
