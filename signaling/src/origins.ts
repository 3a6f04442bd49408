/**
 * Whether a page of this origin may open a socket. Requests without an `Origin` come from no browser
 * and can claim any, so the list does not concern them; the service's own pages are always welcome.
 * @param origin the request's `Origin`
 * @param host the request's `Host`
 * @param allowed origins, where `*` stands for the rest of one (`chrome-extension://*`); null admits all
 */
export function isAllowedOrigin(
  origin: string | undefined,
  host: string | undefined,
  allowed: readonly string[] | null,
): boolean {
  if (allowed === null || origin === undefined) return true;
  if (origin === `http://${host}` || origin === `https://${host}`) return true;
  return allowed.some((entry) =>
    entry.endsWith('*') ? origin.startsWith(entry.slice(0, -1)) : entry === origin,
  );
}
