import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import { problemOf } from '../log.ts';
import type { Service } from '../service.ts';
import { iceServersFor } from '../turn.ts';
import { anyOrigin, securityHeaders } from './headers.ts';
import { landingPage } from './landing.ts';
import { metricsGuard, metricsPage } from './metrics.ts';
import { signalingUrlFor } from './request-url.ts';
import { sendNotFound, viewerPage } from './viewer.ts';

/**
 * The service's HTTP side.
 * @param isReady false while it drains: a load balancer then sends nobody here
 */
export function createHttpApp(service: Service, isReady: () => boolean): Express {
  const { config, metrics } = service;
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', [...config.trustedProxies]);
  app.use(logRequests(service), securityHeaders());
  app.get('/health', anyOrigin, (_request, response) => void response.json({ ok: true }));
  app.get(
    '/ready',
    (_request, response) => void response.status(isReady() ? 200 : 503).json({ ok: isReady() }),
  );
  app.get('/config', anyOrigin, configAnswer(service));
  if (config.metrics.port === null)
    app.get('/metrics', metricsPage(metrics, metricsGuard(config.metrics.token)));
  app.get('/', landingPage(config.extensionUrl));
  app.get('/r/:room', viewerPage(config));
  app.use(
    '/assets',
    express.static(join(config.webDir, 'assets'), { immutable: true, maxAge: '1y', index: false }),
  );
  app.use(express.static(config.webDir, { index: false, maxAge: '1h' }));
  app.use((_request, response) => sendNotFound(response));
  app.use(answerFailure(service));
  return app;
}

/** `/metrics` alone, for a port that is not public. */
export function createMetricsApp({ metrics }: Service): Express {
  const app = express();
  app.disable('x-powered-by');
  app.get(
    '/metrics',
    metricsPage(metrics, () => true),
  );
  return app;
}

/** `GET /config`. Its TURN credential is for nobody in particular: who asks has not said who it is. */
function configAnswer({ config, clock }: Service): RequestHandler {
  return (request, response) => {
    const signalingUrl = signalingUrlFor(request, config.signalingUrl);
    if (!signalingUrl) return void response.status(400).json({ error: 'bad-host' });
    response.set('Cache-Control', 'no-store');
    response.json({ signalingUrl, iceServers: iceServersFor(config, randomUUID(), clock.now) });
  };
}

/** One line a request: the route, never the address that was asked for, which names a room. */
function logRequests({ log }: Service): RequestHandler {
  return (request, response, next) => {
    const start = performance.now();
    response.on('finish', () => {
      const route: unknown = request.route?.path ?? null;
      const ms = Math.round(performance.now() - start);
      log.info({ event: 'http', method: request.method, route, status: response.statusCode, ms });
    });
    next();
  };
}

/** What a handler or a parser of Express threw: a client's fault by its status, or a bug. */
function answerFailure({ log }: Service): ErrorRequestHandler {
  return (error: Error & { status?: number }, _request, response, next) => {
    if (response.headersSent) return next(error);
    const status = error.status ?? 500;
    if (status >= 500) log.error({ event: 'http-failed', problem: problemOf(error) });
    response
      .status(status)
      .type('text')
      .send(status >= 500 ? 'Something went wrong here.\n' : 'Bad request.\n');
  };
}
