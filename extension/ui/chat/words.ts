import type { NotSaid } from '../../core/chat/chat.ts';
import type { ChatView } from '../../core/chat/chat-view.ts';
import { LINE_BYTES, type NewsLine } from '../../core/chat/line.ts';
import { peerName } from '../format.ts';

/** Every word of the chat. */
export const CHAT = {
  title: 'Chat',
  close: 'Close the chat',
  back: 'Back to the share',
  window: 'Chat in a window of its own',
  soundOn: 'A sound for new lines: on',
  soundOff: 'A sound for new lines: off',
  field: 'Write to the room',
  placeholder: 'Write to the room…',
  send: 'Send',
  keys: 'Enter sends, Shift+Enter begins a new line',
  you: 'You',
  pending: 'On its way…',
  failed: 'Nobody has got this.',
  again: 'Try again',
  newest: 'Newest lines',
  showAll: 'Show all of it',
  showLess: 'Show less',
  empty: 'Nothing has been said yet.',
  emptySealed:
    'What you write here is sealed with the room’s key: the server passes it on and cannot read it.',
  open: 'This room has no key: whoever runs the server can read along.',
  away: 'The server is away. What you write is sent when it is back.',
  off: 'The chat is there while you are in a room.',
  gone: 'Nothing is shared just now. The chat comes back with the next share.',
} as const;

const KILO = 1000;

/** The button that opens the chat. */
export function buttonWords(unread: number): string {
  if (unread === 0) return CHAT.title;
  return `Chat: ${unread} new ${unread === 1 ? 'line' : 'lines'}`;
}

export function notSaidWords(why: NotSaid): string {
  switch (why.code) {
    case 'empty':
      return '';
    case 'too-long':
      return tooLongWords(why.bytes);
    case 'too-fast':
      return `That is a lot at once. Wait ${Math.ceil(why.waitMs / KILO)} s, then send it: nothing is lost.`;
    case 'closed':
      return 'It can’t be sent: you are in no room just now. Nothing is lost.';
  }
}

/** @param bytes of the whole line */
export function tooLongWords(bytes: number): string {
  const over = `${bytes - LINE_BYTES} ${bytes - LINE_BYTES === 1 ? 'byte' : 'bytes'}`;
  return `${over} too long: a line takes ${LINE_BYTES / 1024} KB. Shorten it, or send it in parts: nothing is lost.`;
}

/** Those whose program has no chat. */
export function deafWords({ deaf }: Pick<ChatView, 'deaf'>): string {
  return deaf === 1
    ? 'One person here uses a program without chat, and won’t see this.'
    : `${deaf} people here use a program without chat, and won’t see this.`;
}

export function newsWords({ news, who, name, me }: NewsLine): string {
  const person = me ? CHAT.you : isolate(peerName({ id: who, name }));
  switch (news) {
    case 'came':
      return `${person} came in`;
    case 'left':
      return `${person} left`;
    case 'shares':
      return me ? 'You are sharing' : `${person} is sharing`;
    case 'shares-no-more':
      return `${person} stopped sharing`;
    case 'floods':
      return `${person} writes more than fits here: some lines are left out`;
  }
}

/** Above what a newcomer was told. @param name of whoever told it */
export function toldWords(name: string): string {
  return name === ''
    ? 'Before you came, as another tells it'
    : `Before you came, as ${isolate(name)} tells it`;
}

/** In passing, where the chat is closed. */
export function peekWords(name: string, text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  const short = line.length > PEEK_LENGTH ? `${line.slice(0, PEEK_LENGTH).toWellFormed()}…` : line;
  return `${isolate(name)}: ${isolate(short)}`;
}

/** In characters. */
const PEEK_LENGTH = 80;

/** Keeps a text's direction to itself (UAX 9: first strong isolate). */
function isolate(text: string): string {
  return `\u2068${text}\u2069`;
}
