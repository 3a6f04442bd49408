import { isBelowPreset, type Size } from './encoding.ts';
import { PRESETS, type ContentHint, type PresetId } from './presets.ts';
import { formatRoomLink, type RoomLink } from './room-link.ts';
import type { Member, SessionState } from './session-state.ts';
import type {
  EndedView,
  Fault,
  LinkState,
  MediaStats,
  PeerView,
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
  readonly receiving: MediaStats | null;
  readonly sending: MediaStats | null;
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
}

export interface SnapshotParts {
  readonly link: RoomLink;
  readonly session: SessionState;
  readonly links: ReadonlyMap<string, LinkView>;
  readonly share: ShareFacts | null;
  readonly ended: EndedView | null;
  /** Of the last command, e.g. a capture that was denied; the session's own fault comes first. */
  readonly fault: Fault | null;
}

export function composeSnapshot(parts: SnapshotParts): Snapshot {
  const { session, link } = parts;
  const peers = [...session.peers.values()].map((member) => peerView(member, parts.links.get(member.id)));
  return {
    phase: session.phase,
    fault: session.fault ?? parts.fault,
    room: roomView(link),
    me: { id: session.id, name: session.name },
    peers,
    maxPeers: session.limit - 1,
    share: parts.share && shareView(parts.share, peers),
    ended: parts.ended,
  };
}

export function roomView(link: RoomLink): RoomView {
  return { id: link.room, link: formatRoomLink(link), open: link.key === null };
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

function peerView(member: Member, link: LinkView | undefined): PeerView {
  return {
    id: member.id,
    name: member.name,
    sharing: member.sharing ?? link?.media ?? false,
    link: link?.state ?? 'none',
    receiving: link?.receiving ?? null,
    sending: link?.sending ?? null,
  };
}

function shareView(share: ShareFacts, peers: readonly PeerView[]): ShareView {
  const { size, ...facts } = share;
  const sending = peers.flatMap((peer) => peer.sending ?? []);
  const fps = Math.max(0, ...sending.map((stats) => stats.fps));
  return {
    ...facts,
    actual: size && { ...size, fps },
    belowPreset: size !== null && isBelowPreset(size, PRESETS[share.preset]),
    kbps: Math.round(sending.reduce((sum, stats) => sum + stats.kbps, 0)),
    fps,
  };
}
