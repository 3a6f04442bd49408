import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import proxyaddr from 'proxy-addr';
import type { Address } from './addresses.ts';
import type { UpgradeStatus } from './metrics.ts';
import { isAllowedOrigin } from './origins.ts';
import type { Service } from './service.ts';

const PATHS = new Set(['/', '/ws']);

/** What a refused upgrade is answered with. */
export const UPGRADE_REASONS: Readonly<Record<UpgradeStatus, string>> = {
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  429: 'Too Many Requests',
  503: 'Service Unavailable',
};

/** Whether a request may become a WebSocket: from whom it comes, or the status that it is refused with. */
export type Admission =
  | { readonly ok: true; readonly address: Address }
  | { readonly ok: false; readonly status: UpgradeStatus };

/** Makes the check of upgrade requests; they bypass Express, which has nothing to add for them. */
export function createGate(
  service: Service,
  isReady: () => boolean,
): (request: IncomingMessage) => Admission {
  const { config, addresses } = service;
  const trust = proxyaddr.compile([...config.trustedProxies]);
  return (request) => {
    if (!isReady()) return { ok: false, status: 503 };
    if (!PATHS.has(request.url?.split('?', 1)[0] ?? '')) return { ok: false, status: 404 };
    if (!isAllowedOrigin(request.headers.origin, request.headers.host, config.allowedOrigins)) {
      return { ok: false, status: 403 };
    }
    const ip = proxyaddr(request, trust) ?? '';
    const address = addresses.of(ip, !trust(ip, 0));
    if (address.limited && address.connections >= config.limits.addressConnections) {
      return { ok: false, status: 429 };
    }
    return { ok: true, address };
  };
}

/**
 * Answers an upgrade request with a status, and nothing else. Node has taken its hands off the socket: without a listener
 * a reset would end the process, and a client that does not close would keep the socket for ever.
 */
export function refuseUpgrade(socket: Duplex, status: UpgradeStatus): void {
  socket.on('error', () => undefined);
  socket.once('finish', () => socket.destroy());
  // Who asked for another version is told which there is (RFC 6455, section 4.4).
  const version = status === 400 ? 'Sec-WebSocket-Version: 13\r\n' : '';
  const head = `HTTP/1.1 ${status} ${UPGRADE_REASONS[status]}\r\nConnection: close\r\nContent-Length: 0\r\n${version}`;
  socket.end(`${head}\r\n`);
}

/** ms between two lines about refused upgrades: a flood of them must not be one of lines. */
const REPORT_MS = 60_000;

/** Counts refused upgrades, and logs them together: the first soon, those after it once a minute. */
export class Refusals {
  readonly #service: Pick<Service, 'log' | 'metrics'>;
  readonly #unreported = new Map<UpgradeStatus, number>();
  #reportedAt = -Infinity;

  constructor(service: Pick<Service, 'log' | 'metrics'>) {
    this.#service = service;
  }

  add(status: UpgradeStatus): void {
    this.#service.metrics.upgradeRefused(status);
    this.#unreported.set(status, (this.#unreported.get(status) ?? 0) + 1);
  }

  /** Call once a tick. @param now ms since the epoch */
  check(now: number): void {
    if (now - this.#reportedAt < REPORT_MS) return;
    if (this.flush()) this.#reportedAt = now;
  }

  /** Logs what has not been said yet. @returns whether there was any */
  flush(): boolean {
    if (this.#unreported.size === 0) return false;
    this.#service.log.info({ event: 'upgrades-refused', statuses: Object.fromEntries(this.#unreported) });
    this.#unreported.clear();
    return true;
  }
}
