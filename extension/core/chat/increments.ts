import type { ChatLine } from './line.ts';

/** What has to be done to one list of lines to make another of it. */
export interface Increment {
  readonly gone: readonly string[];
  /** Lines that are new or changed, each with the key of the line before it; null for the first. In the new order. */
  readonly put: readonly { readonly after: string | null; readonly line: ChatLine }[];
}

/** @param before,after lines that did not change are the same objects, in the same order */
export function incrementOf(before: readonly ChatLine[], after: readonly ChatLine[]): Increment {
  const known = new Set(before);
  const kept = new Set(after.filter((line) => known.has(line)).map(({ key }) => key));
  return {
    gone: before.filter(({ key }) => !kept.has(key)).map(({ key }) => key),
    put: after.flatMap((line, index) =>
      known.has(line) ? [] : [{ after: after[index - 1]?.key ?? null, line }],
    ),
  };
}

/** @returns the lines that {@link incrementOf} was given as `after` */
export function applyIncrement(before: readonly ChatLine[], { gone, put }: Increment): readonly ChatLine[] {
  if (gone.length === 0 && put.length === 0) return before;
  const left = new Set(gone);
  return put.reduce<readonly ChatLine[]>(
    (lines, { after, line }) => lines.toSpliced(lines.findIndex(({ key }) => key === after) + 1, 0, line),
    before.filter(({ key }) => !left.has(key)),
  );
}
