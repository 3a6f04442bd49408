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

/** What names a web page beyond doubt, and nothing but http or https: `readme.md` and `main.rs` would be links, too, by their endings. */
const WEB = /^(?:https?:\/\/|www\.)/i;

/** Characters that change the direction of what follows: a link that holds one may read as another. */
const BIDI = /\p{Bidi_Control}/u;

/** Cuts a line into words and links. Together the parts' texts are the line. */
export function partsOf(line: string): readonly Part[] {
  const parts: Part[] = [];
  for (const token of tokenize(line)) {
    const [text, rest] = token.t === 'url' && WEB.test(token.v) ? cutOff(token.v) : ['', token.v];
    const link = readLink(text);
    if (link) parts.push(link);
    const words = link ? rest : token.v;
    const last = parts.at(-1);
    if (words !== '' && last?.kind === 'words')
      parts[parts.length - 1] = { kind: 'words', text: last.text + words };
    else if (words !== '') parts.push({ kind: 'words', text: words });
  }
  return parts;
}

/** No address holds these (RFC 3986, appendix C): markup around a link is none of it. */
function cutOff(text: string): [link: string, rest: string] {
  const end = text.search(/[<>"]/);
  return end < 0 ? [text, ''] : [text.slice(0, end), text.slice(end)];
}

function readLink(text: string): Part | null {
  const address = /^www\./i.test(text) ? `https://${text}` : text;
  if (BIDI.test(text) || !URL.canParse(address)) return null;
  const url = new URL(address);
  return { kind: 'link', text, href: url.href, host: isPlain(text, url) ? null : url.host };
}

/** Not plain: `https://bank.example@evil.example`, and letters of other scripts that look like Latin ones. */
function isPlain(text: string, url: URL): boolean {
  const written = text.replace(/^https?:\/\//i, '').toLowerCase();
  if (url.username !== '' || url.password !== '' || /(?:^|\.)xn--/.test(url.hostname)) return false;
  return written.startsWith(url.host);
}
