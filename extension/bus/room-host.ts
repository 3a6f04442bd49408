import type { PointerFeed } from '../core/pointer/feed.ts';
import type { Aim } from '../core/pointer/pointer-message.ts';
import type { Order } from '../core/host/hosting.ts';
import type { HintChoice, PresetId } from '../core/presets.ts';
import type { Snapshot } from '../core/snapshot.ts';
import type { Viewing } from '../core/wish.ts';

/** A value that the UI can render and follow; the shape that React's `useSyncExternalStore` takes. */
export interface SnapshotSource {
  /** The same object until something changes. */
  getSnapshot(): Snapshot;
  /** @returns ends the subscription */
  subscribe(listener: () => void): () => void;
}

/** What a room's host can do; everyone else's orders do nothing. */
export interface HostControls {
  order(order: Order): void;
}

/** What a person chooses before sharing. */
export interface ShareChoice {
  readonly preset: PresetId;
  readonly hint: HintChoice;
  readonly sound: boolean;
}

/** The room that a share goes into. */
export interface Into {
  /** A room link, or null for a new room. */
  readonly link: string | null;
  /** What its members are asked for, besides the link; null for nothing. */
  readonly phrase: string | null;
}

/** What the viewer page (in the extension or on the web) can do with its own RoomClient. Failures land in the Snapshot. */
export interface ViewerControls extends SnapshotSource, HostControls {
  /** The live picture and sound of a peer, or of my own share under my own id; null while there is none. */
  streamOf(peerId: string): MediaStream | null;
  /** How a peer's picture is looked at, from now on: it need send no more than that. */
  view(peerId: string, viewing: Viewing): void;
  /** Whoever points at a member's picture; under my own id, at mine. */
  pointersOn(sharerId: string): PointerFeed;
  /** I point at a member's picture; null = I do no more. */
  point(sharerId: string, aim: Aim | null): void;
  /** Whether my viewers may point at what I share was changed. */
  changePointing(): void;
  /** Tries again at once: after a failure, or instead of waiting for the next try. */
  retry(): void;
  /** Opens the browser's picker: call it from a click. */
  shareScreen(choice: ShareChoice): void;
  stopSharing(): void;
  rename(name: string): void;
  /** For a link that asks for a pass phrase: tries this one. */
  enterPhrase(phrase: string): void;
  /** `relayOnly` was changed: connections are moved. */
  changePaths(): void;
  /** Takes the key out of the page's address, and out of what this tab goes back to. */
  burnLink(): void;
  leave(): void;
}

/** What the popup can do. The RoomClient lives in the offscreen document. Failures land in the Snapshot. */
export interface PopupControls extends SnapshotSource, HostControls {
  /**
   * Shares the active tab. Call it from a click: it may ask for the permission (which closes the popup), and copies
   * the link.
   */
  shareTab(choice: ShareChoice, into: Into): Promise<void>;
  /** Opens the browser's picker. Call it from a click. */
  shareScreen(choice: ShareChoice, into: Into): Promise<void>;
  stop(): Promise<void>;
  /** Opens a pasted room link in the viewer page and closes the popup. @throws PortholeError bad-link */
  watch(link: string): Promise<void>;
  /** Whether the link went to the clipboard when sharing began. */
  isLinkCopied(): boolean;
  /** Copies the room's link. @returns false where the browser refuses */
  copyLink(): Promise<boolean>;
  /** Draws viewers' pointers over the shared tab, or no more. Call it from a click: it may ask for the permission. */
  pointOnTab(on: boolean): Promise<void>;
  openOptions(): Promise<void>;
}
