import type { Request, RequestHandler } from 'express';
import type { Metrics } from '../metrics.ts';
import { digest, sameSecret } from '../secret.ts';

/**
 * `GET /metrics`.
 * @param isAllowed who may read them
 */
export function metricsPage(metrics: Metrics, isAllowed: (request: Request) => boolean): RequestHandler {
  return async (request, response) => {
    if (!isAllowed(request)) {
      response
        .status(403)
        .type('text')
        .send('Metrics are for the bearer of METRICS_TOKEN, or on a port of their own: METRICS_PORT.\n');
      return;
    }
    response.set('Content-Type', metrics.contentType);
    response.send(await metrics.text());
  };
}

/**
 * Guards `/metrics` on the public port: it is for the bearer of the token alone. The service cannot tell by itself whether
 * somebody asks from this machine: a proxy on it may add no header that says for whom it asks, and name itself as `Host`.
 * @param token null admits nobody
 */
export function metricsGuard(token: string | null): (request: Request) => boolean {
  if (token === null) return () => false;
  const expected = digest(`Bearer ${token}`);
  return (request) => sameSecret(expected, request.get('authorization') ?? '');
}
