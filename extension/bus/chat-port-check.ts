import * as v from 'valibot';
import type { NotSaid } from '../core/chat/chat.ts';
import type { ChatView } from '../core/chat/chat-view.ts';
import type { Increment } from '../core/chat/increments.ts';
import type { ChatLine } from '../core/chat/line.ts';

/* What crosses the chat's port, checked like anything that comes from elsewhere. */

/** Far above what may be said: whoever pastes a book is told how long it is, and keeps it. */
const TYPED_LENGTH = 4 * 1024 * 1024;

const number = v.number();
const count = v.pipe(number, v.safeInteger(), v.minValue(0));
const text = v.pipe(v.string(), v.maxLength(TYPED_LENGTH));

export const chatCommandSchema = v.variant('type', [
  /** Answered with `said`. */
  v.object({ type: v.literal('say'), n: count, text }),
  v.object({ type: v.literal('again'), key: text }),
  v.object({ type: v.literal('seen') }),
]);

export type ChatCommand = v.InferOutput<typeof chatCommandSchema>;

const notSaid: v.GenericSchema<unknown, NotSaid> = v.variant('code', [
  v.object({ code: v.literal('empty') }),
  v.object({ code: v.literal('too-long'), bytes: number }),
  v.object({ code: v.literal('too-fast'), waitMs: number }),
  v.object({ code: v.literal('closed') }),
]);

const line: v.GenericSchema<unknown, ChatLine> = v.variant('kind', [
  v.object({
    kind: v.literal('said'),
    key: text,
    id: text,
    from: text,
    name: text,
    text,
    at: number,
    delivered: v.nullable(v.picklist(['pending', 'sent', 'failed'])),
    told: v.nullable(v.object({ id: text, name: text })),
  }),
  v.object({
    kind: v.literal('news'),
    key: text,
    news: v.picklist(['came', 'left', 'shares', 'shares-no-more', 'floods']),
    who: text,
    name: text,
    me: v.boolean(),
    at: number,
  }),
]);

/** The view, with its lines as the difference from those before. */
type ViewNews = Omit<ChatView, 'lines'> & Increment & { readonly type: 'view' };

const viewNews: v.GenericSchema<unknown, ViewNews> = v.object({
  type: v.literal('view'),
  state: v.picklist(['off', 'on', 'away']),
  open: v.boolean(),
  me: text,
  readers: count,
  deaf: count,
  unread: count,
  gone: v.array(text),
  put: v.array(v.object({ after: v.nullable(text), line })),
});

export type ChatNews = ViewNews | { readonly type: 'said'; readonly n: number; readonly why: NotSaid | null };

export const chatNewsSchema: v.GenericSchema<unknown, ChatNews> = v.union([
  viewNews,
  v.object({ type: v.literal('said'), n: count, why: v.nullable(notSaid) }),
]);
