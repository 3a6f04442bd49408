import type { FaultCode } from './faults.ts';
import type { Journey } from './journey.ts';
import type { Pointing } from './pointer/pointing.ts';
import type { Region } from './region.ts';
import type { RefusalCounts } from './seal/refusal.ts';
import type { ContentHint, PresetId } from './presets.ts';
import type { RecordingClock } from './recording/clock.ts';
import type { MicrophoneView, PauseView } from './share-control.ts';
import type { Shown } from './shown.ts';

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
  /** Who asks me, the host, to be let in; the longest wait first. */
  readonly waiting: readonly WaitingView[];
  /** Most viewers that the room takes: the room's limit less oneself. */
  readonly maxPeers: number;
  /** What I share, or null. */
  readonly share: ShareView | null;
  /** What was refused in a room with a key, by reason; null while there was nothing but honest mishaps. */
  readonly tampering: RefusalCounts | null;
  /** I want relays alone, and the server offers none: nothing can be connected. */
  readonly noRelay: boolean;
  /** How the last share (mine in the popup, another's in the viewer) ended, until the next begins. */
  readonly ended: EndedView | null;
  /** What I record; null = nothing. */
  readonly recording: RecordingView | null;
}

/**
 * - `idle`: in no room
 * - `connecting`: on the way in for the first time
 * - `waiting`: at the door; the host is asked
 * - `joined`: in the room, signaling up
 * - `reconnecting`: in the room, signaling lost; running pictures go on
 * - `failed`: not in the room; `fault` says why; nothing is retried by itself
 */
export type Phase = 'idle' | 'connecting' | 'waiting' | 'joined' | 'reconnecting' | 'failed';

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
  /** The link alone does not open it: a pass phrase is asked for. */
  readonly phrase: boolean;
  /** I decide who may come in. */
  readonly host: boolean;
  /** Nobody new comes in. */
  readonly locked: boolean;
  /** Newcomers wait until the host lets them in. */
  readonly waitingRoom: boolean;
}

export interface WaitingView {
  readonly id: string;
  /** What the newcomer calls itself; may be empty. A claim, not a fact. */
  readonly name: string;
}

export interface MeView {
  readonly id: string;
  readonly name: string;
}

/** `cut-off`: the peer flooded the Link, and stays out for a while. */
export type LinkState = 'none' | 'connecting' | 'connected' | 'failed' | 'cut-off';

export interface PeerView {
  readonly id: string;
  /** What the peer calls itself; may be empty. A claim, not a fact. */
  readonly name: string;
  /** Has the host's role, as the server says. */
  readonly host: boolean;
  /** The peer says that it shares. */
  readonly sharing: boolean;
  /** The peer shares, and shows a card instead of its picture for now. */
  readonly paused: boolean;
  readonly link: LinkState;
  /**
   * The connection's safety code: the peer sees the same, unless someone sits in the middle. Numbers from 0 to 63; null
   * until both sides know it, and for a plain client.
   */
  readonly code: readonly number[] | null;
  /** It is said to record, by itself or by a sharer. A claim, not a fact: one may record without a word. */
  readonly recording: boolean;
  /** What I receive from the peer, once a second while it sends; null before. */
  readonly receiving: MediaStats | null;
  /** What I send to the peer; null when I share nothing. */
  readonly sending: MediaStats | null;
  /** What the peer says that it sends me, and why no more; null while it does not say. */
  readonly shown: Shown | null;
  /** What I send to the peer is held to this, and why; null without a share, or with an encoder for each peer. */
  readonly rung: Shown | null;
  /** What becomes of pointers on its picture; null while it does not say, and for a plain client. */
  readonly pointing: Pointing | null;
  /** Points at my picture. */
  readonly points: boolean;
  /** It says that the page which it shares has crashed: the picture stands until it is loaded again. */
  readonly crashed: boolean;
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
  /** the way that the packets take; null while none is known */
  readonly path: MediaPath | null;
  /** over IPv6; null where the browser hides it */
  readonly ipv6: boolean | null;
  /** from the capture to the viewer's screen */
  readonly journey: Journey;
}

/** `starting`: the first frame is waited for. `waiting`: as long as there is no picture. `stopping`: the last is written. */
export type RecordingState = 'starting' | 'recording' | 'paused' | 'waiting' | 'stopping';

/** What I record. */
export interface RecordingView extends RecordingClock {
  readonly state: RecordingState;
  /** Its file's name; null until there is one. */
  readonly id: string | null;
  /** Whose share: a peer's, or my own. */
  readonly peer: string;
  /** bytes on disk so far */
  readonly bytes: number;
}

/** Straight to the other, or through a TURN relay: ours is reached over the named transport, else it is the other's. */
export type MediaPath = 'direct' | 'relay-udp' | 'relay-tcp' | 'relay-tls' | 'relay';

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
  /** kbit/s that my way out carries for all pictures together, and which are shared out; null = no shortage is known */
  readonly uplinkKbps: number | null;
  /** ms since the epoch */
  readonly startedAt: number;
  /** A card is shown instead of the picture, and nothing is heard; null = not paused */
  readonly paused: PauseView | null;
  /** The part of the picture that is sent; null = all of it */
  readonly region: Region | null;
  /** The microphone that is mixed in; null = none is wanted */
  readonly microphone: MicrophoneView | null;
  /** What becomes of the viewers' pointers. */
  readonly pointing: Pointing;
  /** The page that is shared has crashed: the picture stands until it is loaded again. */
  readonly crashed: boolean;
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
  waiting: [],
  maxPeers: 14,
  share: null,
  tampering: null,
  noRelay: false,
  ended: null,
  recording: null,
};
