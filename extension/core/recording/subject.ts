/** A member as a recording sees it. */
export interface Recordable {
  readonly id: string;
  /** A picture comes from it. */
  readonly shows: boolean;
}

/**
 * Whom a recording follows: the same one, as long as it is in the room. Who shares anew after it left is a new member to
 * everyone, and is followed next.
 * @param subject id of the one followed so far
 * @param members all others in the room, in its order
 */
export function followSubject(subject: string, members: readonly Recordable[]): string {
  if (members.some(({ id }) => id === subject)) return subject;
  return members.findLast(({ shows }) => shows)?.id ?? subject;
}
