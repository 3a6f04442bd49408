interface Frame {
  readonly width: number;
  readonly height: number;
  /** s from the left edge to the right one, which is now */
  readonly seconds: number;
}

/** Air above and below the line, so that it is not cut. */
const AIR = 1.5;

/**
 * An SVG path from nought at the bottom to the greatest value at the top, and the area below it. Gaps are left out.
 * @param seconds before now, ascending
 */
export function sparkPath(
  seconds: readonly number[],
  values: readonly (number | null)[],
  frame: Frame,
): { readonly line: string; readonly area: string } {
  const top = Math.max(1, ...values.map((value) => value ?? 0));
  const points = seconds.flatMap((second, index) => {
    const value = values[index] ?? null;
    if (value === null) return [];
    const x = frame.width * (1 + second / frame.seconds);
    const y = frame.height - AIR - (value / top) * (frame.height - 2 * AIR);
    return [{ x: round(x), y: round(y) }];
  });
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return { line: '', area: '' };
  const line = points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('');
  return { line, area: `${line}L${last.x} ${frame.height}L${first.x} ${frame.height}Z` };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
