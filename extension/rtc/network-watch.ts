/**
 * Tells when this machine has come back to a network, or on to another one. A network that is lost farther away shows
 * in the connections alone.
 */
export function watchNetwork(changed: () => void): { close(): void } {
  const scope = new AbortController();
  // Network Information API: Chromium's alone.
  const network =
    'connection' in navigator && navigator.connection instanceof EventTarget ? navigator.connection : null;
  /** `wifi`, `ethernet`, `cellular`, `none`, …; undefined where the system does not tell */
  const typeNow = () => (network && 'type' in network ? network.type : undefined);
  let type = typeNow();

  // It also fires whenever the estimated speed is another.
  function look(): void {
    const before = type;
    type = typeNow();
    if (type !== before && type !== 'none') changed();
  }

  addEventListener('online', changed, { signal: scope.signal });
  network?.addEventListener('change', look, { signal: scope.signal });
  return { close: () => scope.abort() };
}
