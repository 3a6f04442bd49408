import * as v from 'valibot';
import { browser } from 'wxt/browser';
import { soundLevelsSchema, type SoundLevels } from '../core/share-control.ts';
import { isFrom } from './message-check.ts';
import { ownExtension } from './messages.ts';

const PORT_NAME = 'levels';
/** ms: as often as a meter has to move to look alive. */
const LEVELS_MS = 80;

/** Tells popups how loud the share is, for as long as they look. */
export function serveLevels(levels: () => SoundLevels): void {
  browser.runtime.onConnect.addListener((port) => {
    if (port.name !== PORT_NAME || !isFrom(port.sender ?? {}, 'popup', ownExtension())) return;
    const timer = setInterval(() => port.postMessage(levels()), LEVELS_MS);
    port.onDisconnect.addListener(() => clearInterval(timer));
  });
}

/** @returns ends that */
export function followLevels(heard: (levels: SoundLevels) => void): () => void {
  const port = browser.runtime.connect({ name: PORT_NAME });
  port.onMessage.addListener((message: unknown) => {
    const parsed = v.safeParse(soundLevelsSchema, message);
    if (parsed.success) heard(parsed.output);
  });
  return () => port.disconnect();
}
