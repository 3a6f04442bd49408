import type { NotSaid } from '../../core/chat/chat.ts';
import { LINE_BYTES, type NewsLine } from '../../core/chat/line.ts';
import { peerName } from '../format.ts';
import { t } from '../i18n/language.ts';

const KILO = 1000;

/** The button that opens the chat. @param unread lines */
export function buttonWords(unread: number): string {
  return unread === 0 ? t('chat.title') : t('chat.unread', { count: unread });
}

export function notSaidWords(why: NotSaid): string {
  switch (why.code) {
    case 'empty':
      return '';
    case 'too-long':
      return tooLongWords(why.bytes);
    case 'too-fast':
      return t('chat.tooFast', { seconds: Math.ceil(why.waitMs / KILO) });
    case 'closed':
      return t('chat.closed');
  }
}

/** @param bytes of the whole line */
export function tooLongWords(bytes: number): string {
  return t('chat.tooLong', { count: bytes - LINE_BYTES, most: LINE_BYTES / 1024 });
}

export function newsWords({ news, who, name: claimed, me }: NewsLine): string {
  const name = me ? t('chat.you') : isolate(peerName({ id: who, name: claimed }));
  switch (news) {
    case 'came':
      return t('chat.came', { name });
    case 'left':
      return t('chat.left', { name });
    case 'shares':
      return me ? t('chat.iShare') : t('chat.shares', { name });
    case 'shares-no-more':
      return me ? t('chat.iShareNoMore') : t('chat.sharesNoMore', { name });
    case 'floods':
      return t('chat.floods', { name });
  }
}

/** Above what a newcomer was told. @param teller what it calls itself, made fit to be shown */
export function toldWords(teller: string): string {
  return t('chat.told', { name: isolate(teller) });
}

/** In passing, where the chat is closed. @param name made fit to be shown */
export function peekWords(name: string, text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  const short = line.length > PEEK_LENGTH ? `${line.slice(0, PEEK_LENGTH).toWellFormed()}…` : line;
  return t('chat.peek', { name: isolate(name), text: isolate(short) });
}

/** In characters. */
const PEEK_LENGTH = 80;

/** Keeps a text's direction to itself (UAX 9: first strong isolate). */
function isolate(text: string): string {
  return `\u2068${text}\u2069`;
}
