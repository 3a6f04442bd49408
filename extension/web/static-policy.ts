import { serviceOrigin } from './service-origin.ts';

/**
 * The Content-Security-Policy of a viewer on static hosting, which stands in the page itself: no host fills a service's
 * address into its headers. The service's own pages get the same one as a header (signaling/src/http/viewer.ts).
 * What a page cannot say of itself (`frame-ancestors`) is left to the host, see vercel.json.
 * @param configured `VITE_SIGNALING_URL`
 * @throws TypeError when it is no address
 */
export function staticPolicy(configured: string): string {
  const service = serviceOrigin('', configured);
  const sockets = service.replace(/^http/, 'ws');
  return [
    "default-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "media-src 'self' blob: mediastream:",
    "worker-src 'self'",
    "manifest-src 'self'",
    `connect-src 'self' ${sockets} ${service}`,
  ].join('; ');
}
