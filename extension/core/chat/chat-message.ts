import { ID_PATTERN, NAME_LENGTH } from '@porthole/signaling/protocol';
import * as v from 'valibot';
import { bytesOf, LINE_BYTES, LINES_KEPT } from './line.ts';

/* What stands in the `text` of the protocol's message `chat`: what the members of a room say to each other. */

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const id = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{8,32}$/));
const peer = v.pipe(v.string(), v.regex(ID_PATTERN));
const text = v.pipe(
  v.string(),
  v.minLength(1),
  v.check((line) => bytesOf(line) <= LINE_BYTES),
);
const oldLine = v.object({
  id,
  from: peer,
  name: v.pipe(v.string(), v.maxLength(NAME_LENGTH)),
  text,
  /** ms since it was heard */
  ago: count,
});

/** What members say to each other in a chat. */
export const chatMessage = v.variant('kind', [
  v.object({ kind: v.literal('line'), id, text }),
  /** These have arrived. */
  v.object({ kind: v.literal('got'), ids: v.pipe(v.array(id), v.maxLength(LINES_KEPT)) }),
  /** I am new: who can tell me what was said? */
  v.object({ kind: v.literal('ask') }),
  /** I could: how long I have been here, in ms, and how many lines I have. */
  v.object({ kind: v.literal('have'), stayed: count, lines: count }),
  /** Tell me the newest, or those before a line that I have. */
  v.object({ kind: v.literal('fetch'), before: v.nullable(v.object({ from: peer, id })) }),
  /** Some lines, oldest first; there are older ones. */
  v.object({
    kind: v.literal('history'),
    lines: v.pipe(v.array(oldLine), v.maxLength(LINES_KEPT)),
    more: v.boolean(),
  }),
]);

export type ChatMessage = v.InferOutput<typeof chatMessage>;
export type OldLine = v.InferOutput<typeof oldLine>;

/** What is sealed tells its length: in steps of so many bytes it does not tell a yes from a no. */
const STEP_BYTES = 256;

/** Writes a message, filled up with white space (which JSON ignores) so that its length tells little. */
export function writeChat(message: ChatMessage): string {
  const json = JSON.stringify(message);
  return json + ' '.repeat((STEP_BYTES - (bytesOf(json) % STEP_BYTES)) % STEP_BYTES);
}

/** @returns null for what is no chat message */
export function readChat(written: string): ChatMessage | null {
  let data: unknown;
  try {
    data = JSON.parse(written);
  } catch {
    return null;
  }
  const parsed = v.safeParse(chatMessage, data, { abortEarly: true });
  return parsed.success ? parsed.output : null;
}
