/** Those who want to hear of every change. */
export interface Listeners {
  /** @returns ends the subscription */
  subscribe(listener: () => void): () => void;
  tell(): void;
  clear(): void;
}

export function createListeners(): Listeners {
  const listeners = new Set<() => void>();
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell() {
      for (const listener of listeners) listener();
    },
    clear: () => listeners.clear(),
  };
}
