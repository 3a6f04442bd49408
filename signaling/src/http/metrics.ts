import { timingSafeEqual, createHash } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import type { Metrics } from '../metrics.ts';

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
        .send('Metrics are for this machine, or for the bearer of METRICS_TOKEN.\n');
      return;
    }
    response.set('Content-Type', metrics.contentType);
    response.send(await metrics.text());
  };
}

/** With a token: its bearer. Without: whoever asks from this very machine, with no proxy in between. */
export function metricsGuard(token: string | null): (request: Request) => boolean {
  if (token === null) return isDirectAndLocal;
  const expected = digest(`Bearer ${token}`);
  return (request) => timingSafeEqual(expected, digest(request.get('authorization') ?? ''));
}

function isDirectAndLocal(request: Request): boolean {
  const forwarded = ['x-forwarded-for', 'forwarded', 'via', 'x-real-ip'].some(
    (name) => request.get(name) !== undefined,
  );
  return !forwarded && /^(?:::ffff:)?127\.|^::1$/.test(request.socket.remoteAddress ?? '');
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
