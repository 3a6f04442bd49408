import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import proxyaddr from 'proxy-addr';
import type { Address } from './addresses.ts';
import { isAllowedOrigin } from './origins.ts';
import type { Service } from './service.ts';

const PATHS = new Set(['/', '/ws']);

/** Whether a request may become a WebSocket: from whom it comes, or the status that it is refused with. */
export type Admission =
  | { readonly ok: true; readonly address: Address }
  | { readonly ok: false; readonly status: string };

/** Makes the check of upgrade requests; they bypass Express, which has nothing to add for them. */
export function createGate(
  service: Service,
  isReady: () => boolean,
): (request: IncomingMessage) => Admission {
  const { config, addresses } = service;
  const trust = proxyaddr.compile([...config.trustedProxies]);
  return (request) => {
    if (!isReady()) return { ok: false, status: '503 Service Unavailable' };
    if (!PATHS.has(request.url?.split('?', 1)[0] ?? '')) return { ok: false, status: '404 Not Found' };
    if (!isAllowedOrigin(request.headers.origin, request.headers.host, config.allowedOrigins)) {
      return { ok: false, status: '403 Forbidden' };
    }
    const ip = proxyaddr(request, trust) ?? '';
    const address = addresses.of(ip, !trust(ip, 0));
    if (address.limited && address.connections >= config.limits.addressConnections) {
      return { ok: false, status: '429 Too Many Requests' };
    }
    return { ok: true, address };
  };
}

/** Answers an upgrade request with a status, and nothing else. */
export function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
