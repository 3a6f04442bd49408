import * as v from 'valibot';

/** Largest message on the data channel that is read, in UTF-16 code units. */
const MESSAGE_LENGTH = 4096;

const shareEnded = v.object({
  type: v.literal('share-ended'),
  reason: v.picklist(['stopped', 'tab-closed', 'source-ended']),
});

/** The answer to every other message: it was read. */
const heard = v.object({ type: v.literal('heard') });

/** What two peers of Porthole tell each other over a Link's data channel: no server sees it. */
const peerMessage = v.variant('type', [shareEnded, heard]);

export type PeerMessage = v.InferOutput<typeof peerMessage>;
export type ShareEnded = v.InferOutput<typeof shareEnded>;

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
