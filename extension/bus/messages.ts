import { defineExtensionMessaging } from '@webext-core/messaging';
import type { FaultCode } from '../core/faults.ts';
import type { EndReason, ShareSource, Snapshot } from '../core/snapshot.ts';
import type { ShareChoice } from './room-host.ts';

/** What the worker needs to begin a share. */
export interface ShareRequest {
  readonly source: ShareSource;
  /** The tab to share; null for the browser's picker. */
  readonly tabId: number | null;
  /** Full room link, made or checked by whoever asks. */
  readonly link: string;
  /** The link is on the clipboard already. */
  readonly copied: boolean;
  readonly name: string;
  /** Access token for the link's server; null = none. */
  readonly accessToken: string | null;
  readonly choice: ShareChoice;
  /** Encode for each viewer apart. */
  readonly compatibility: boolean;
}

/** The same for the offscreen document, which has no tabCapture of its own. */
export interface OffscreenShareRequest extends ShareRequest {
  /** From `tabCapture.getMediaStreamId`; null for the browser's picker. */
  readonly streamId: string | null;
  /** Names this share among all, so that the end of an older one is not taken for its own. */
  readonly shareId: string;
}

export interface ShareOver {
  /** The share that is over; null when there was none. */
  readonly shareId: string | null;
  readonly last: Snapshot;
}

/** Errors do not cross a message channel with their code: it travels as a value. */
export type Outcome = { readonly ok: true } | { readonly ok: false; readonly code: FaultCode };

export interface Badge {
  readonly live: boolean;
  /** Shown on the icon: the number watching. */
  readonly text: string;
}

/** The commands between the extension's contexts: `to-worker:…` is answered by the worker, `to-offscreen:…` by the offscreen document. */
interface Commands {
  'to-worker:share'(request: ShareRequest): Outcome;
  'to-worker:stop'(): void;
  'to-worker:badge'(badge: Badge): void;
  /** A share is over: unless another has begun, the offscreen document has nothing left to do. */
  'to-worker:over'(over: ShareOver): void;
  'to-worker:why-ended'(tabId: number | null): Exclude<EndReason, 'left'>;
  'to-offscreen:share'(request: OffscreenShareRequest): Outcome;
  'to-offscreen:stop'(): void;
}

export const { sendMessage, onMessage } = defineExtensionMessaging<Commands>();
