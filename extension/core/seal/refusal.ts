/**
 * Why something that came through the server was refused, in a room with a key:
 * - `unsealed`: it came in clear
 * - `stranger`: from one who has not shown that it holds the key
 * - `forged`: it does not open: altered, sealed with another key, or meant for another receiver, room, stay or purpose
 * - `replayed`: it opens, but was seen before, or is older than what was seen
 * - `malformed`: it opens, and says nothing that makes sense: a member's fault, not the server's
 */
export type Refusal = 'unsealed' | 'stranger' | 'forged' | 'replayed' | 'malformed';

/** How often something was refused, for each reason that occurred. */
export type RefusalCounts = Readonly<Partial<Record<Refusal, number>>>;

export function countRefusals(counts: RefusalCounts, refused: readonly Refusal[]): RefusalCounts {
  return refused.reduce<RefusalCounts>(
    (sum, reason) => ({ ...sum, [reason]: (sum[reason] ?? 0) + 1 }),
    counts,
  );
}

/** How often it must have been the server, or someone on the way to it: nobody with the key sends such a thing. */
export function countTampering({ malformed: _members, ...counts }: RefusalCounts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
