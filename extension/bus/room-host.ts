import type { NotSaid } from '../core/chat/chat.ts';
import type { ChatView } from '../core/chat/chat-view.ts';
import type { PointerFeed } from '../core/pointer/feed.ts';
import type { Aim } from '../core/pointer/pointer-message.ts';
import type { Order } from '../core/host/hosting.ts';
import type { History } from '../core/history.ts';
import type { HintChoice, PresetId } from '../core/presets.ts';
import type { ShareControl, SoundLevels } from '../core/share-control.ts';
import type { KeptRecording } from '../core/recording/file-name.ts';
import type { Display } from '../core/report.ts';
import type { Snapshot } from '../core/snapshot.ts';
import type { UplinkRecord } from '../core/uplink-budget.ts';
import type { Viewing } from '../core/wish.ts';

/** A value that the UI can render and follow; the shape that React's `useSyncExternalStore` takes. */
export interface SnapshotSource {
  /** The same object until something changes. */
  getSnapshot(): Snapshot;
  /** @returns ends the subscription */
  subscribe(listener: () => void): () => void;
}

/** The last minutes in numbers. */
export interface HistorySource {
  /** The same object until something is added. */
  getHistory(): History;
  /** @param listener called when something was added, and perhaps more often @returns ends it */
  followHistory(listener: () => void): () => void;
}

/** What a room's host can do; everyone else's orders do nothing. */
export interface HostControls {
  order(order: Order): void;
}

/** Taking part in a room's chat. */
export interface ChatControls {
  /** The same object until something changes. */
  getView(): ChatView;
  /** @returns ends the subscription */
  subscribe(listener: () => void): () => void;
  /** @returns why it was not said; null when it was, whatever becomes of it */
  say(text: string): Promise<NotSaid | null>;
  /** Tries a line of mine again that failed. @param key of the line */
  again(key: string): void;
  /** Everything has been read. */
  seen(): void;
  /** What was typed and not said; outlives whatever it was typed into. */
  getDraft(): string;
  keepDraft(text: string): void;
}

/** What one can do to record. How it goes stands in the Snapshot. */
export interface RecorderControls {
  /** Records what a peer shares, or under my own id what I do. Call it from a click. */
  record(peerId: string): void;
  pauseRecording(): void;
  resumeRecording(): void;
  /** Resolves with the recording's id, once all of it is on disk; with null where it is shown elsewhere, or there is none. */
  stopRecording(): Promise<string | null>;
}

/** What was recorded, and is not saved yet. */
export interface RecordingShelf {
  /** Newest first. */
  list(): Promise<readonly KeptRecording[]>;
  /**
   * Makes a whole file of it, and takes it off the shelf.
   * @param target where the person wants it; null = for the browser's downloads
   * @param progress share that is done, 0–1
   * @returns what the downloads are to read; null with a target
   * @throws PortholeError `recording-disk-full`, `recording-failed`: it stays on the shelf
   */
  finish(
    id: string,
    target: FileSystemFileHandle | null,
    progress: (share: number) => void,
  ): Promise<File | null>;
  discard(id: string): Promise<void>;
}

/** What a person chooses before sharing. */
export interface ShareChoice {
  readonly preset: PresetId;
  readonly hint: HintChoice;
  readonly sound: boolean;
  /** Id of the microphone that is mixed in, empty for the default one; null for none. */
  readonly microphone: string | null;
}

/** What can be done to a share under way, wherever its RoomClient lives. */
export interface SharingControls {
  /** Whether the browser can send a part of a picture. */
  readonly canCrop: boolean;
  /** Pauses, crops, mixes a microphone in. */
  control(control: ShareControl): void;
  /** Opens the browser's picker, and shares what is picked instead. Call it from a click. */
  switchToScreen(): Promise<void>;
  /** A picture of all that is captured, as a data URL; null where there is none. */
  still(): Promise<string | null>;
  /** Tells how loud the share is, about ten times a second. @returns ends that */
  followLevels(heard: (levels: SoundLevels) => void): () => void;
}

/** The room that a share goes into. */
export interface Into {
  /** A room link, or null for a new room. */
  readonly link: string | null;
  /** What its members are asked for, besides the link; null for nothing. */
  readonly phrase: string | null;
}

/** What the viewer page (in the extension or on the web) can do with its own RoomClient. Failures land in the Snapshot. */
export interface ViewerControls
  extends SnapshotSource, HistorySource, HostControls, RecorderControls, SharingControls {
  readonly chat: ChatControls;
  readonly recordings: RecordingShelf;
  /** The live picture and sound of a peer, or of my own share under my own id; null while there is none. */
  streamOf(peerId: string): MediaStream | null;
  /** How a peer's picture is looked at, from now on: it need send no more than that. */
  view(peerId: string, viewing: Viewing): void;
  /** What comes to the screen of a peer's picture, as it was measured last; null = nothing. */
  display(peerId: string, display: Display | null): void;
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

/** Whether the share pauses when its tab leaves the site that it is on. */
export interface SiteGuard {
  /** null where Porthole may not know it */
  readonly site: string | null;
  readonly on: boolean;
}

/** What the popup can do. The RoomClient lives in the offscreen document. Failures land in the Snapshot. */
export interface PopupControls
  extends SnapshotSource, HistorySource, HostControls, RecorderControls, SharingControls {
  readonly chat: ChatControls;
  /** Opens the chat in a window of its own, which stays when the popup closes. */
  openChat(): Promise<void>;
  /**
   * Shares the active tab. Call it from a click: it may ask for the permission (which closes the popup), and copies
   * the link.
   */
  shareTab(choice: ShareChoice, into: Into): Promise<void>;
  /** Opens the browser's picker. Call it from a click. */
  shareScreen(choice: ShareChoice, into: Into): Promise<void>;
  stop(): Promise<void>;
  /** Whether the popup stands above another tab than the shared one. */
  isElsewhere(): boolean;
  /** Shares the active tab instead. Call it from a click. */
  switchToTab(): Promise<void>;
  /** "Pause when I leave this site": null where no tab is shared. */
  guard(): SiteGuard | null;
  /** Turns that on or off for the shared tab's site. Call it from a click: it may ask for a permission, which closes the popup. */
  setGuard(on: boolean): Promise<void>;
  /** What the shares before have shown of the way out; null before the first. */
  uplink(): UplinkRecord | null;
  /** Opens the page on which the microphone is allowed and chosen, and closes the popup. */
  openMicrophone(): Promise<void>;
  readonly recordings: RecordingShelf;
  /** Opens the page where recordings are saved, and closes the popup. */
  showRecordings(): Promise<void>;
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
