import { ID_PATTERN } from '@porthole/signaling/protocol';
import * as v from 'valibot';
import { decodingSchema } from './decoding.ts';
import { pointingSchema } from './pointer/pointing.ts';

/** Largest message on the data channel that is read, in UTF-16 code units. */
const MESSAGE_LENGTH = 16_384;

const shareEnded = v.object({
  type: v.literal('share-ended'),
  reason: v.picklist(['stopped', 'tab-closed', 'source-ended']),
});

/** The sharer shows a card instead of its picture. */
const sharePaused = v.object({ type: v.literal('share-paused'), paused: v.boolean() });

const ids = v.pipe(v.array(v.pipe(v.string(), v.regex(ID_PATTERN))), v.maxLength(128));
/** From the host: whom to deal with, whatever the server says. */
const gate = v.object({
  type: v.literal('gate'),
  /** the same each time: see `hostProof` */
  proof: v.pipe(v.string(), v.minLength(1), v.maxLength(128)),
  closed: v.boolean(),
  expected: ids,
  removed: ids,
  /** who will be the host */
  successor: v.optional(v.pipe(v.string(), v.regex(ID_PATTERN))),
});

/** I record what I am sent, or what I share myself; or no more. */
const recording = v.object({ type: v.literal('recording'), on: v.boolean() });
/** From a sharer: who of its viewers says that it records. */
const recorders = v.object({ type: v.literal('recorders'), ids });

/** From a sharer: the page that it shares has crashed, and the picture stands until it is loaded again; or no more. */
const source = v.object({ type: v.literal('source'), crashed: v.boolean() });

/** The answer to a farewell: it was read. */
const heard = v.object({ type: v.literal('heard') });

const nonce = v.pipe(v.string(), v.maxLength(64));
const codeCommit = v.object({ type: v.literal('code-commit'), hash: nonce });
const codeAnswer = v.object({ type: v.literal('code-answer'), nonce });
const codeReveal = v.object({ type: v.literal('code-reveal'), nonce });

/** What two peers of Porthole tell each other over a Link's data channel: no server sees it. */
const peerMessage = v.variant('type', [
  shareEnded,
  sharePaused,
  gate,
  heard,
  recording,
  recorders,
  decodingSchema,
  pointingSchema,
  source,
  codeCommit,
  codeAnswer,
  codeReveal,
]);

export type PeerMessage = v.InferOutput<typeof peerMessage>;
/** The way to a common safety code (safety-code.ts). */
export type CodeMessage = Extract<PeerMessage, { type: `code-${string}` }>;
export type ShareEnded = v.InferOutput<typeof shareEnded>;
export type GateMessage = v.InferOutput<typeof gate>;
/** Who records, by a peer's own word or by its sharer's. */
export type RecordingNews = Extract<PeerMessage, { type: 'recording' | 'recorders' }>;
/** What goes beyond the Link itself: a share that ends, the host's word, and who records. */
export type PeerNews = ShareEnded | GateMessage | RecordingNews;
export type Heard = v.InferOutput<typeof heard>;

export function isCodeMessage(message: PeerMessage): message is CodeMessage {
  return message.type.startsWith('code-');
}

/** Reads what came over the data channel. @returns null for anything that is not a known message */
export function parsePeerMessage(data: unknown): PeerMessage | null {
  if (typeof data !== 'string' || data.length > MESSAGE_LENGTH) return null;
  try {
    const result = v.safeParse(peerMessage, JSON.parse(data));
    return result.success ? result.output : null;
  } catch {
    return null;
  }
}
