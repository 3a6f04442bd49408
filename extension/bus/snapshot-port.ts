import { browser } from 'wxt/browser';
import type { Snapshot } from '../core/snapshot.ts';
import * as v from 'valibot';
import { snapshotSchema } from '../core/snapshot-schema.ts';
import { isFrom } from './message-check.ts';
import { ownExtension } from './messages.ts';
import type { SnapshotSource } from './room-host.ts';

const PORT_NAME = 'snapshot';

/** Sends every Snapshot of the source to the popups that connect: they come and go. Nobody else is answered. */
export function serveSnapshots(source: SnapshotSource): void {
  browser.runtime.onConnect.addListener((port) => {
    if (port.name !== PORT_NAME || !isFrom(port.sender ?? {}, 'popup', ownExtension())) return;
    const post = () => port.postMessage(source.getSnapshot());
    const unsubscribe = source.subscribe(post);
    port.onDisconnect.addListener(unsubscribe);
    post();
  });
}

/**
 * Follows the Snapshots of the offscreen document.
 * @param gone called when the document went away
 * @returns ends the connection
 */
export function followSnapshots(received: (snapshot: Snapshot) => void, gone: () => void): () => void {
  const port = browser.runtime.connect({ name: PORT_NAME });
  port.onMessage.addListener((message: unknown) => {
    const parsed = v.safeParse(snapshotSchema, message);
    if (parsed.success) received(parsed.output);
  });
  port.onDisconnect.addListener(gone);
  return () => port.disconnect();
}
