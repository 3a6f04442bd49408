/**
 * What a peer may say over the data channels of a Link within a second. An honest one says about 2 kB in 8 messages;
 * who says ten times as much wants to keep me busy.
 */
const MESSAGES_PER_SECOND = 100;
const BYTES_PER_SECOND = 128 * 1024;

/** What was said in the second under way. */
export interface Talk {
  /** ms, any clock that goes forward */
  readonly from: number;
  readonly messages: number;
  readonly bytes: number;
}

/** Counts one more message. @param bytes its length @param at ms */
export function listen(before: Talk | null, bytes: number, at: number): Talk {
  if (before === null || at - before.from >= 1000) return { from: at, messages: 1, bytes };
  return { from: before.from, messages: before.messages + 1, bytes: before.bytes + bytes };
}

/** Whether it is more than a peer may say. */
export function isFlood({ messages, bytes }: Talk): boolean {
  return messages > MESSAGES_PER_SECOND || bytes > BYTES_PER_SECOND;
}
