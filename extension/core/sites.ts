import { SITE_LENGTH } from './share-control.ts';

/** Most sites that are kept; the oldest go first. */
export const MOST_SITES = 100;

/**
 * The site of a page, or of what a person typed.
 * @param text an address, or a host name
 * @returns its host name, without `www.`; null where there is none: files, the browser's own pages, nonsense
 */
export function siteOf(text: string): string | null {
  const trimmed = text.trim();
  const address =
    /^[a-z][a-z\d+.-]*:/i.test(trimmed) && !/^[^/]+:\d+(?:\/|$)/.test(trimmed)
      ? trimmed
      : `https://${trimmed}`;
  try {
    const { protocol, hostname } = new URL(address);
    if (!/^https?:$/.test(protocol) || hostname === '' || hostname.length > SITE_LENGTH) return null;
    return hostname.replace(/^www\./, '');
  } catch {
    return null;
  }
}

/** The site of the list that a page belongs to, itself or as a part (`mail.example.org` of `example.org`); null for none. */
export function listedSite(sites: readonly string[], url: string): string | null {
  const host = siteOf(url);
  if (host === null) return null;
  return sites.find((site) => host === site || host.endsWith(`.${site}`)) ?? null;
}

/** What becomes of a shared tab that goes to another page. */
export interface Departure {
  /** The listed site that the tab is on from now on; the one that it left stays until it is on another. */
  readonly site: string | null;
  /** The site that it leaves: the share has to pause; null = it does not. */
  readonly left: string | null;
}

/** @param on the listed site that the tab is on; null for none @param url where it goes */
export function depart(sites: readonly string[], on: string | null, url: string): Departure {
  const site = listedSite(sites, url);
  // Taken off the list meanwhile: nothing is left of it.
  const isLeaving = on !== null && sites.includes(on) && site !== on;
  return { site, left: isLeaving ? on : null };
}

/** The list with one more, once, the newest last. */
export function withSite(sites: readonly string[], site: string): string[] {
  return [...sites.filter((one) => one !== site), site].slice(-MOST_SITES);
}
