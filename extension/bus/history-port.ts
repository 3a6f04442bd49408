import * as v from 'valibot';
import { browser } from 'wxt/browser';
import { newsSince, withNews, type History } from '../core/history.ts';
import { historyNewsSchema } from '../core/history-schema.ts';
import { createListeners } from '../core/listeners.ts';
import { isFrom } from './message-check.ts';
import { ownExtension } from './messages.ts';
import type { HistorySource } from './room-host.ts';

const PORT_NAME = 'history';

/** Tells the popups that ask for it what flowed in the last minutes, and then each new second. */
export function serveHistory(source: HistorySource): void {
  browser.runtime.onConnect.addListener((port) => {
    if (port.name !== PORT_NAME || !isFrom(port.sender ?? {}, 'popup', ownExtension())) return;
    let told: History | null = null;
    const tell = () => {
      const history = source.getHistory();
      if (history === told) return;
      port.postMessage(newsSince(history, told?.at(-1) ?? null));
      told = history;
    };
    port.onDisconnect.addListener(source.followHistory(tell));
    tell();
  });
}

/** The popup's copy of the sharer's last minutes; it is asked for while somebody follows it. */
export function openHistorySource(): HistorySource {
  const listeners = createListeners();
  let history: History = [];
  let followers = 0;
  let port: ReturnType<typeof browser.runtime.connect> | null = null;

  function connect(): void {
    port = browser.runtime.connect({ name: PORT_NAME });
    port.onMessage.addListener((message: unknown) => {
      const parsed = v.safeParse(historyNewsSchema, message);
      if (!parsed.success) return;
      history = withNews(history, parsed.output);
      listeners.tell();
    });
  }

  return {
    getHistory: () => history,
    followHistory(listener) {
      const unsubscribe = listeners.subscribe(listener);
      followers += 1;
      if (followers === 1) connect();
      return () => {
        unsubscribe();
        followers -= 1;
        if (followers > 0) return;
        port?.disconnect();
        port = null;
      };
    },
  };
}
