import { defineExtensionMessaging } from '@webext-core/messaging';
import type { FaultCode } from '../core/faults.ts';
import type { RoomKeys } from '../core/room-key.ts';
import type { Order } from '../core/host/hosting.ts';
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
  /** Of the link, and of its pass phrase where it asks for one; null for an open room. */
  readonly keys: RoomKeys | null;
  readonly name: string;
  /** Access token for the link's server; null = none. */
  readonly accessToken: string | null;
  readonly choice: ShareChoice;
  /** Encode for each viewer apart. */
  readonly compatibility: boolean;
  /** Use the server's relays alone. */
  readonly relayOnly: boolean;
}

/** The same for the offscreen document, which has no tabCapture of its own. */
export interface OffscreenShareRequest extends ShareRequest {
  /** From `tabCapture.getMediaStreamId`; null for the browser's picker. */
  readonly streamId: string | null;
  /** What is kept of the room, see `RoomMemory`. */
  readonly hostKey: string | null;
  readonly pass: string;
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
  /** Shown on the icon: the number watching, or of those who ask to be let in. */
  readonly text: string;
  /** Somebody asks to be let in. */
  readonly asks: boolean;
}

/** The commands between the extension's contexts: `to-worker:…` is answered by the worker, `to-offscreen:…` by the offscreen document. */
interface Commands {
  'to-worker:share'(request: ShareRequest): Outcome;
  'to-worker:stop'(): void;
  'to-worker:order'(order: Order): void;
  /** The offscreen document has become a room's host, or is no more. */
  'to-worker:keep-host-key'(kept: { readonly link: string; readonly hostKey: string | null }): void;
  'to-worker:badge'(badge: Badge): void;
  /** A share is over: unless another has begun, the offscreen document has nothing left to do. */
  'to-worker:over'(over: ShareOver): void;
  /** The document that shared is gone without a word. */
  'to-worker:crashed'(): void;
  'to-worker:why-ended'(tabId: number | null): Exclude<EndReason, 'left'>;
  'to-offscreen:share'(request: OffscreenShareRequest): Outcome;
  'to-offscreen:stop'(): void;
  'to-offscreen:order'(order: Order): Promise<void>;
  'to-offscreen:relay-only'(relayOnly: boolean): void;
}

export const { sendMessage, onMessage } = defineExtensionMessaging<Commands>();
