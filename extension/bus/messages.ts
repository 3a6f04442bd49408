import { defineExtensionMessaging } from '@webext-core/messaging';
import { browser } from 'wxt/browser';
import type { FaultCode } from '../core/faults.ts';
import type { EndReason } from '../core/snapshot.ts';
import { checkCommand, type CommandData, type CommandName, type Own } from './message-check.ts';

/** Errors do not cross a message channel with their code: it travels as a value. */
export type Outcome = { readonly ok: true } | { readonly ok: false; readonly code: FaultCode };

/** What is answered to a command, where anything is. */
interface Answers {
  'to-worker:share': Outcome;
  'to-worker:switch': Outcome;
  /** a JPEG's data URL; null where there is none */
  'to-worker:still': string | null;
  'to-worker:why-ended': Exclude<EndReason, 'left'>;
  'to-worker:has-crashed': boolean;
  /** Whether the page lets itself be drawn over. */
  'to-worker:show-overlay': boolean;
  'to-offscreen:share': Outcome;
  'to-offscreen:switch': Outcome;
  'to-offscreen:still': string | null;
}

type Answer<T extends CommandName> = T extends keyof Answers ? Answers[T] : void;

type Commands = { [T in CommandName]: (data: CommandData<T>) => Answer<T> };

const messenger = defineExtensionMessaging<Commands>();

type Listener<T extends CommandName> = Parameters<typeof messenger.onMessage<T>>[1];

export const { sendMessage } = messenger;

/** Answers a command; one that comes from elsewhere, or makes no sense, is refused before. */
export function onMessage<T extends CommandName>(
  name: T,
  answer: (data: CommandData<T>) => ReturnType<Listener<T>>,
): void {
  messenger.onMessage(name, ({ data, sender }) => answer(checkCommand(name, data, sender, ownExtension())));
}

/** This extension, by the browser's word. */
export function ownExtension(): Own {
  return { id: browser.runtime.id, root: browser.runtime.getURL('/') };
}
