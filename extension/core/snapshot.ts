import type { FaultCode } from './faults.ts';
import type { ContentHint, PresetId } from './presets.ts';

/**
 * The serialisable view of a Session: the only thing the UI reads.
 * Plain data (it crosses a Port), immutable: a change makes a new one.
 */
export interface Snapshot {
  readonly phase: Phase;
  /** Why the phase is `failed` or `reconnecting`, or what the last command ran into. */
  readonly fault: Fault | null;
  readonly room: RoomView | null;
  readonly me: MeView | null;
  /** The others in the room, in the order they came. */
  readonly peers: readonly PeerView[];
  /** Most viewers that the room takes: the room's limit less oneself. */
  readonly maxPeers: number;
  /** What I share, or null. */
  readonly share: ShareView | null;
  /** How the last share (mine in the popup, another's in the viewer) ended, until the next begins. */
  readonly ended: EndedView | null;
}

/**
 * - `idle`: in no room
 * - `connecting`: on the way in for the first time
 * - `joined`: in the room, signaling up
 * - `reconnecting`: in the room, signaling lost; running pictures go on
 * - `failed`: not in the room; `fault` says why; nothing is retried by itself
 */
export type Phase = 'idle' | 'connecting' | 'joined' | 'reconnecting' | 'failed';

export interface Fault {
  readonly code: FaultCode;
  /** ms until the next try by itself, where there is one */
  readonly retryInMs?: number;
}

export interface RoomView {
  readonly id: string;
  /** The whole link, key included. */
  readonly link: string;
  /** True for a room without a key: open to whoever knows its id. */
  readonly open: boolean;
}

export interface MeView {
  readonly id: string;
  readonly name: string;
}

export type LinkState = 'none' | 'connecting' | 'connected' | 'failed';

export interface PeerView {
  readonly id: string;
  /** What the peer calls itself; may be empty. A claim, not a fact. */
  readonly name: string;
  /** The peer says that it shares. */
  readonly sharing: boolean;
  readonly link: LinkState;
  /** What I receive from the peer, once a second while it sends; null before. */
  readonly receiving: MediaStats | null;
  /** What I send to the peer; null when I share nothing. */
  readonly sending: MediaStats | null;
}

/** Measured over the last second. */
export interface MediaStats {
  /** px, of the picture as encoded or decoded; 0 before the first frame */
  readonly width: number;
  /** px */
  readonly height: number;
  /** frames a second */
  readonly fps: number;
  /** kbit/s, picture and sound */
  readonly kbps: number;
  /** ms, round trip; null before the first report */
  readonly rttMs: number | null;
  /** share of packets lost, 0–1; null before the first report */
  readonly loss: number | null;
  /** e.g. `H264`, empty before the first frame */
  readonly codec: string;
  /** sound arrives or is sent */
  readonly audio: boolean;
}

export type ShareSource = 'tab' | 'display';

export interface ShareView {
  readonly source: ShareSource;
  /** Title of the tab or label of the window; may be empty. */
  readonly title: string;
  readonly preset: PresetId;
  readonly hint: ContentHint;
  /** Sound is shared (the source may have none even when it was asked for). */
  readonly sound: boolean;
  /** px and fps of the frames that the capture really gives; null before the first */
  readonly actual: { readonly width: number; readonly height: number; readonly fps: number } | null;
  /** True when the source is smaller than the preset: it is sent as it is, never upscaled. */
  readonly belowPreset: boolean;
  /** kbit/s to all viewers together */
  readonly kbps: number;
  /** frames a second that leave the encoder, the best of all viewers; 0 with nobody watching */
  readonly fps: number;
  /** ms since the epoch */
  readonly startedAt: number;
}

/** `stopped`: by the sharer. `source-closed`: tab closed, or stopped from the browser's own bar. `left`: the sharer went. */
export type EndReason = 'stopped' | 'tab-closed' | 'source-ended' | 'left';

export interface EndedView {
  readonly reason: EndReason;
  /** Who shared: my own id, or a peer's. */
  readonly peer: string;
  /** What a peer called itself, for one who left with the share. A claim, not a fact. */
  readonly name?: string;
}

export const IDLE: Snapshot = {
  phase: 'idle',
  fault: null,
  room: null,
  me: null,
  peers: [],
  maxPeers: 14,
  share: null,
  ended: null,
};
