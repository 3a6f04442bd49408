import type { Request } from 'express';

/** What a Host header may be: a name or an address, and a port. It ends up in `/config` and in a CSP. */
const HOST_PATTERN = /^(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/;

/**
 * The address of the WebSocket endpoint, as this client can reach it: the configured one, or the address
 * that the request came to (through trusted proxies).
 * @returns null when the request's host is no host
 */
export function signalingUrlFor(request: Request, configured: string | null): string | null {
  if (configured) return configured;
  const host = request.host;
  if (!host || !HOST_PATTERN.test(host)) return null;
  return `${request.protocol === 'https' ? 'wss' : 'ws'}://${host}/ws`;
}
