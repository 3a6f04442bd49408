/**
 * The value below which a share of the others lie.
 * @param share 0–1, e.g. 0.5 for the median
 * @returns null for an empty list
 */
export function percentile(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null;
}
