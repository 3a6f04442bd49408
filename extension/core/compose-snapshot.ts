import type { IceServer } from '@porthole/signaling/protocol';
import { admits } from './host/gate.ts';
import { askersOf } from './host/host-session.ts';
import { doorOf } from './host/orders.ts';
import { isBelowPreset, type Size } from './encoding.ts';
import type { Pointing } from './pointer/pointing.ts';
import { PRESETS, type ContentHint, type PresetId } from './presets.ts';
import { formatRoomLink, type RoomLink } from './room-link.ts';
import type { Region } from './region.ts';
import type { MicrophoneView, PauseView } from './share-control.ts';
import { countTampering } from './seal/refusal.ts';
import type { Member, SessionState } from './session-state.ts';
import type { Shown } from './shown.ts';
import type {
  EndedView,
  Fault,
  LinkState,
  MediaStats,
  PeerView,
  RecordingView,
  RoomView,
  ShareSource,
  ShareView,
  Snapshot,
} from './snapshot.ts';

/** What the mesh knows of one peer. */
export interface LinkView {
  readonly state: LinkState;
  /** Media comes from the peer. */
  readonly media: boolean;
  readonly code: readonly number[] | null;
  readonly receiving: MediaStats | null;
  readonly sending: MediaStats | null;
  readonly shown: Shown | null;
  readonly rung: Shown | null;
  /** The peer says that it shows a card instead of its picture. */
  readonly paused: boolean;
  readonly pointing: Pointing | null;
  readonly points: boolean;
  readonly crashed: boolean;
}

/** What the sharer knows of its share. */
export interface ShareFacts {
  readonly source: ShareSource;
  readonly title: string;
  readonly preset: PresetId;
  readonly hint: ContentHint;
  readonly sound: boolean;
  readonly size: Size | null;
  /** ms since the epoch */
  readonly startedAt: number;
  readonly paused: PauseView | null;
  readonly region: Region | null;
  readonly microphone: MicrophoneView | null;
}

export interface SnapshotParts {
  readonly link: RoomLink;
  readonly session: SessionState;
  readonly links: ReadonlyMap<string, LinkView>;
  /** I use relays alone. */
  readonly relayOnly: boolean;
  readonly share: ShareFacts | null;
  /** The page that I share has crashed. */
  readonly crashed: boolean;
  /** What I say of pointers on my picture. */
  readonly pointing: Pointing;
  /** bit/s that the way out carries for all pictures; null = no shortage is known */
  readonly uplink: number | null;
  readonly ended: EndedView | null;
  readonly recording: RecordingView | null;
  /** Who is said to record. */
  readonly recorders: ReadonlySet<string>;
  /** Of the last command, e.g. a capture that was denied; the session's own fault comes first. */
  readonly fault: Fault | null;
}

export function composeSnapshot(parts: SnapshotParts): Snapshot {
  const { session, link } = parts;
  const { hosting } = session;
  const peers = [...session.peers.values()]
    .filter(({ id }) => admits(hosting.gate, id))
    .map((member) => ({
      ...peerView(member, parts.links.get(member.id), hosting.host),
      recording: parts.recorders.has(member.id),
    }));
  return {
    phase: session.phase,
    fault: faultOf(link, session.fault ?? parts.fault),
    room: {
      ...roomView(link),
      host: hosting.host === session.id,
      ...doorOf(hosting),
    },
    me: { id: session.id, name: session.name },
    peers,
    waiting: askersOf(session),
    maxPeers: session.limit - 1,
    share: parts.share && shareView(parts.share, peers, parts),
    tampering: countTampering(session.refusals) > 0 ? session.refusals : null,
    noRelay: parts.relayOnly && session.phase === 'joined' && !session.iceServers.some(isRelay),
    ended: parts.ended,
    recording: parts.recording,
  };
}

/** To the server a wrong pass phrase is a wrong key: it knows of neither. */
function faultOf(link: RoomLink, fault: Fault | null): Fault | null {
  return fault?.code === 'wrong-key' && link.phrase ? { ...fault, code: 'wrong-phrase' } : fault;
}

function isRelay({ urls }: IceServer): boolean {
  return [urls].flat().some((url) => /^turns?:/i.test(url));
}

/** A room that one is not in. */
export function roomView(link: RoomLink): RoomView {
  return {
    id: link.room,
    link: formatRoomLink(link),
    open: link.key === null,
    phrase: link.phrase,
    host: false,
    locked: false,
    waitingRoom: false,
  };
}

/**
 * How the last share of another ended, seen from two Snapshots' peers.
 * @param told reasons that the peers gave themselves, by id
 */
export function nextEnded(
  ended: EndedView | null,
  before: readonly PeerView[],
  after: readonly PeerView[],
  told: ReadonlyMap<string, EndedView['reason']>,
): EndedView | null {
  if (after.some((peer) => peer.sharing)) return null;
  const was = before.find((peer) => peer.sharing);
  if (!was) return ended;
  const left = !after.some((peer) => peer.id === was.id);
  return { peer: was.id, name: was.name, reason: told.get(was.id) ?? (left ? 'left' : 'stopped') };
}

function peerView(
  member: Member,
  link: LinkView | undefined,
  host: string | null,
): Omit<PeerView, 'recording'> {
  const sharing = member.sharing ?? link?.media ?? false;
  return {
    id: member.id,
    name: member.name,
    host: member.id === host,
    sharing,
    paused: sharing && link?.paused === true,
    link: link?.state ?? 'none',
    code: link?.code ?? null,
    receiving: link?.receiving ?? null,
    sending: link?.sending ?? null,
    shown: link?.shown ?? null,
    rung: link?.sending ? link.rung : null,
    pointing: link?.pointing ?? null,
    points: link?.points ?? false,
    crashed: link?.crashed ?? false,
  };
}

function shareView(
  share: ShareFacts,
  peers: readonly PeerView[],
  { uplink, pointing, crashed }: Pick<SnapshotParts, 'uplink' | 'pointing' | 'crashed'>,
): ShareView {
  const { size, ...facts } = share;
  const sending = peers.flatMap((peer) => peer.sending ?? []);
  const fps = Math.max(0, ...sending.map((stats) => stats.fps));
  return {
    ...facts,
    actual: size && { ...size, fps },
    belowPreset: size !== null && isBelowPreset(size, PRESETS[share.preset]),
    kbps: Math.round(sending.reduce((sum, stats) => sum + stats.kbps, 0)),
    fps,
    uplinkKbps: uplink === null ? null : Math.round(uplink / 1000),
    pointing,
    crashed,
  };
}
