/**
 * Origin of the signaling service that this page belongs to: the one that served it, unless the page was built for
 * static hosting elsewhere and told where the service is.
 * @param page the page's own origin
 * @param configured `VITE_SIGNALING_URL` of the build: an http(s) or ws(s) address
 * @throws TypeError when the build was told rubbish
 */
export function serviceOrigin(page: string, configured: string | undefined): string {
  if (!configured) return page;
  return new URL(configured.replace(/^ws/, 'http')).origin;
}
