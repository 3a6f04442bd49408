import type { HintChoice, PresetId } from '../core/presets.ts';
import type { Snapshot } from '../core/snapshot.ts';

/** A value that the UI can render and follow; the shape that React's `useSyncExternalStore` takes. */
export interface SnapshotSource {
  /** The same object until something changes. */
  getSnapshot(): Snapshot;
  /** @returns ends the subscription */
  subscribe(listener: () => void): () => void;
}

/** What a person chooses before sharing. */
export interface ShareChoice {
  readonly preset: PresetId;
  readonly hint: HintChoice;
  readonly sound: boolean;
}

/** What the viewer page (in the extension or on the web) can do with its own RoomClient. Failures land in the Snapshot. */
export interface ViewerControls extends SnapshotSource {
  /** The live picture and sound of a peer, or of my own share under my own id; null while there is none. */
  streamOf(peerId: string): MediaStream | null;
  /** Tries again at once: after a failure, or instead of waiting for the next try. */
  retry(): void;
  /** Opens the browser's picker: call it from a click. */
  shareScreen(choice: ShareChoice): void;
  stopSharing(): void;
  rename(name: string): void;
  leave(): void;
}

/** What the popup can do. The RoomClient lives in the offscreen document. Failures land in the Snapshot. */
export interface PopupControls extends SnapshotSource {
  /**
   * Shares the active tab. Call it from a click: it may ask for the permission (which closes the popup), and copies
   * the link.
   * @param into a pasted room link to share into, or null for a new room
   */
  shareTab(choice: ShareChoice, into: string | null): Promise<void>;
  /** Opens the browser's picker. Call it from a click. */
  shareScreen(choice: ShareChoice, into: string | null): Promise<void>;
  stop(): Promise<void>;
  /** Opens a pasted room link in the viewer page and closes the popup. @throws PortholeError bad-link */
  watch(link: string): Promise<void>;
  /** Whether the link went to the clipboard when sharing began. */
  isLinkCopied(): boolean;
  /** Copies the room's link. @returns false where the browser refuses */
  copyLink(): Promise<boolean>;
  openOptions(): Promise<void>;
}
