import WebSocket from 'ws';

/** What browsers have and Node 20 has not: the product's own code runs here too. */
export function provideWebSocket(): void {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the Session uses no more than this has
  globalThis.WebSocket ??= BrowserLikeSocket as unknown as typeof globalThis.WebSocket;
}

/** `ws` knows no signal that ends listening. */
class BrowserLikeSocket extends WebSocket {
  override addEventListener<K extends keyof WebSocket.WebSocketEventMap>(
    type: K,
    listener: (event: WebSocket.WebSocketEventMap[K]) => void,
    options: WebSocket.EventListenerOptions & { readonly signal?: AbortSignal } = {},
  ): void {
    super.addEventListener(type, listener, options);
    options.signal?.addEventListener('abort', () => this.removeEventListener(type, listener));
  }
}
