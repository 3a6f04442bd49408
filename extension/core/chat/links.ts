import { tokenize } from 'linkifyjs';

/** A part of a line: words, or a link. */
export type Part =
  | { readonly kind: 'words'; readonly text: string }
  | {
      readonly kind: 'link';
      readonly text: string;
      readonly href: string;
      /** Where it really leads, where its text does not say so plainly; null where it does. */
      readonly host: string | null;
    };

/** What names a web page beyond doubt: `readme.md` and `main.rs` would be links, too, by their endings. */
const WEB = /^(?:https?:\/\/|www\.)/i;

/** Characters that change the direction of what follows: a link that holds one may read as another. */
const BIDI = /\p{Bidi_Control}/u;

/** Cuts a line into words and links. Together the parts' texts are the line. */
export function partsOf(line: string): readonly Part[] {
  const parts: Part[] = [];
  for (const token of tokenize(line)) {
    const text = token.v;
    const link = token.t === 'url' && WEB.test(text) ? readLink(text, token.toHref('https')) : null;
    const last = parts.at(-1);
    if (link) parts.push(link);
    else if (last?.kind === 'words') parts[parts.length - 1] = { kind: 'words', text: last.text + text };
    else parts.push({ kind: 'words', text });
  }
  return parts;
}

function readLink(text: string, address: string): Part | null {
  if (BIDI.test(text) || !URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  return { kind: 'link', text, href: url.href, host: isPlain(text, url) ? null : url.host };
}

/** Not plain: `https://bank.example@evil.example`, and letters of other scripts that look like Latin ones. */
function isPlain(text: string, url: URL): boolean {
  const written = text.replace(/^https?:\/\//i, '').toLowerCase();
  if (url.username !== '' || url.password !== '' || /(?:^|\.)xn--/.test(url.hostname)) return false;
  return written.startsWith(url.host);
}
