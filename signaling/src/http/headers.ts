import type { RequestHandler, Response } from 'express';
import helmet from 'helmet';

/**
 * Headers of every answer. No referrer: a room's address must not leak. The policy that goes out by default
 * allows nothing; pages widen it with {@link setPagePolicy}. HTTPS is the proxy's business: no `upgrade-insecure-requests`,
 * which would break a service on plain HTTP in a home network.
 */
export function securityHeaders(): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: false,
  });
}

/** Lets any page read the answer: the extension asks without a host permission, a static viewer from elsewhere. */
export const anyOrigin: RequestHandler = (_request, response, next) => {
  response.set('Access-Control-Allow-Origin', '*');
  response.set('Cross-Origin-Resource-Policy', 'cross-origin');
  next();
};

/** Sources that a page may use beyond the default of none. */
export type PagePolicy = Readonly<Record<string, readonly string[]>>;

/** Replaces the answer's Content-Security-Policy. */
export function setPagePolicy(response: Response, policy: PagePolicy): void {
  const directives = {
    'default-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': ["'none'"],
    ...policy,
  };
  const text = Object.entries(directives).map(([name, sources]) => `${name} ${sources.join(' ')}`);
  response.set('Content-Security-Policy', text.join('; '));
}
