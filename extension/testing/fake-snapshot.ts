import {
  IDLE,
  type MediaStats,
  type PeerView,
  type RoomView,
  type ShareView,
  type Snapshot,
} from '../core/snapshot.ts';

const LINK = 'https://porthole.example/r/calm-otter-42#3q2-7wAAAAC6b5cQm0kXyA';

/** What a link carries, with the usual figures. */
export function fakeStats(part: Partial<MediaStats> = {}): MediaStats {
  const usual = { width: 1920, height: 1080, fps: 30, kbps: 4200, rttMs: 24, loss: 0.002, codec: 'H264' };
  return { ...usual, audio: true, path: 'direct', ...part };
}

/** A peer who watches over a link that works. */
export function fakePeer(id: string, part: Partial<PeerView> = {}): PeerView {
  return {
    id,
    name: '',
    host: false,
    sharing: false,
    link: 'connected',
    code: [3, 17, 42, 8, 60],
    receiving: null,
    sending: null,
    shown: null,
    rung: null,
    pointing: null,
    points: false,
    ...part,
  };
}

/** A tab that is shared at 1080p30. */
export function fakeShare(part: Partial<ShareView> = {}): ShareView {
  return {
    source: 'tab',
    title: 'Quarterly plan – Docs',
    preset: '1080p30',
    hint: 'detail',
    sound: true,
    actual: { width: 1920, height: 1080, fps: 30 },
    belowPreset: false,
    kbps: 8400,
    fps: 30,
    uplinkKbps: null,
    startedAt: 0,
    pointing: { allowed: true, overlay: false },
    ...part,
  };
}

/** A room with a key, as a guest sees it. */
export function fakeRoom(part: Partial<RoomView> = {}): RoomView {
  return {
    id: 'calm-otter-42',
    link: LINK,
    open: false,
    phrase: false,
    host: false,
    locked: false,
    waitingRoom: false,
    ...part,
  };
}

/** In a room with a key, nobody else there. */
export function fakeSnapshot(part: Partial<Snapshot> = {}): Snapshot {
  return {
    ...IDLE,
    phase: 'joined',
    room: fakeRoom(),
    me: { id: 'me', name: 'Robin' },
    ...part,
  };
}
