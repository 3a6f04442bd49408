import { PortholeError } from './faults.ts';

/** Hosts that hardly ever have a certificate: this machine, and one's own network. */
const LOCAL_HOST = /^(localhost|\[.*\]|[\d.]+|[^.]+|.*\.local)$/;

/**
 * The origin that a person means by what was typed as a server's address. Without a scheme it is `https`, but `http`
 * on this machine and in one's own network.
 * @throws PortholeError `bad-link`
 */
export function readServerAddress(typed: string): string {
  const text = typed.trim();
  const url = withScheme(text);
  if (!text || !url) throw new PortholeError('bad-link');
  return url.origin;
}

function withScheme(text: string): URL | null {
  if (/^https?:\/\//i.test(text)) return URL.canParse(text) ? new URL(text) : null;
  if (text.includes('://') || !URL.canParse(`https://${text}`)) return null;
  const url = new URL(`https://${text}`);
  return LOCAL_HOST.test(url.hostname) ? new URL(`http://${text}`) : url;
}
