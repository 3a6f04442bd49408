import * as v from 'valibot';
import { browser } from 'wxt/browser';
import type { NotSaid } from '../core/chat/chat.ts';
import { CHAT_OFF, type ChatView } from '../core/chat/chat-view.ts';
import { applyIncrement, incrementOf } from '../core/chat/increments.ts';
import { chatCommandSchema, chatNewsSchema, type ChatCommand, type ChatNews } from './chat-port-check.ts';
import { isFrom } from './message-check.ts';
import { ownExtension } from './messages.ts';
import type { ChatControls } from './room-host.ts';

const PORT_NAME = 'chat';

type Port = ReturnType<typeof browser.runtime.connect>;

/**
 * Lets the popup and the chat page take part in the offscreen document's chat. A line crosses once, when it is new or
 * changes: never all of them again.
 */
export function serveChat(chat: ChatControls): void {
  browser.runtime.onConnect.addListener((port) => {
    const sender = port.sender ?? {};
    const isOurs = isFrom(sender, 'popup', ownExtension()) || isFrom(sender, 'chat', ownExtension());
    if (port.name === PORT_NAME && isOurs) serve(chat, port);
  });
}

function serve(chat: ChatControls, port: Port): void {
  let sent: ChatView = CHAT_OFF;
  const post = (news: ChatNews) => port.postMessage(news);

  function tell(): void {
    const view = chat.getView();
    const { lines, ...rest } = view;
    post({ type: 'view', ...rest, ...incrementOf(sent.lines, lines) });
    sent = view;
  }

  port.onMessage.addListener((message: unknown) => {
    const parsed = v.safeParse(chatCommandSchema, message);
    if (parsed.success) obey(chat, parsed.output, post);
  });
  port.onDisconnect.addListener(chat.subscribe(tell));
  tell();
}

function obey(chat: ChatControls, command: ChatCommand, post: (news: ChatNews) => void): void {
  switch (command.type) {
    case 'say':
      void chat.say(command.text).then((why) => post({ type: 'said', n: command.n, why }));
      return;
    case 'again':
      return chat.again(command.key);
    case 'seen':
      return chat.seen();
  }
}

/** The other end of {@link serveChat}. */
export interface ChatConnection {
  say(text: string): Promise<NotSaid | null>;
  send(command: Exclude<ChatCommand, { type: 'say' }>): void;
  close(): void;
}

/** @param gone called when the document went away; whatever was not answered counts as not said */
export function connectChat(received: (view: ChatView) => void, gone: () => void): ChatConnection {
  const port = browser.runtime.connect({ name: PORT_NAME });
  const asked = new Map<number, (why: NotSaid | null) => void>();
  let view: ChatView = CHAT_OFF;
  let count = 0;

  function answered(n: number, why: NotSaid | null): void {
    asked.get(n)?.(why);
    asked.delete(n);
  }

  port.onMessage.addListener((message: unknown) => {
    const parsed = v.safeParse(chatNewsSchema, message);
    if (!parsed.success) return;
    const news = parsed.output;
    if (news.type === 'said') return answered(news.n, news.why);
    const { type: _type, gone: left, put, ...rest } = news;
    view = { ...rest, lines: applyIncrement(view.lines, { gone: left, put }) };
    received(view);
  });
  port.onDisconnect.addListener(() => {
    for (const n of asked.keys()) answered(n, { code: 'closed' });
    gone();
  });
  return {
    say: (text) =>
      new Promise((resolve) => {
        count += 1;
        asked.set(count, resolve);
        port.postMessage({ type: 'say', n: count, text } satisfies ChatCommand);
      }),
    send: (command) => port.postMessage(command),
    close: () => port.disconnect(),
  };
}
