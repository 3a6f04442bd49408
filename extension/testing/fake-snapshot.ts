import type { KeptRecording } from '../core/recording/file-name.ts';
import { UNKNOWN_JOURNEY, type Journey } from '../core/journey.ts';
import {
  IDLE,
  type MediaStats,
  type PeerView,
  type RecordingView,
  type RoomView,
  type ShareView,
  type Snapshot,
} from '../core/snapshot.ts';

const LINK = 'https://porthole.example/r/calm-otter-42#3q2-7wAAAAC6b5cQm0kXyA';

/** What a link carries, with the usual figures. */
export function fakeStats(part: Partial<MediaStats> = {}): MediaStats {
  const usual = { width: 1920, height: 1080, fps: 30, kbps: 4200, rttMs: 24, loss: 0.002, codec: 'H264' };
  return { ...usual, audio: true, path: 'direct', ipv6: false, journey: JOURNEY, ...part };
}

const JOURNEY: Journey = {
  ...UNKNOWN_JOURNEY,
  capturedFps: 30,
  encodedFps: 30,
  sentFps: 30,
  decodedFps: 30,
  shownFps: 29.9,
  encodeMs: 6.2,
  bufferMs: 18,
  decodeMs: 3.1,
  freezes: 0,
  hardwareEncoder: true,
  delayMs: 74,
};

/** A peer who watches over a link that works. */
export function fakePeer(id: string, part: Partial<PeerView> = {}): PeerView {
  return {
    id,
    name: '',
    host: false,
    sharing: false,
    paused: false,
    link: 'connected',
    code: [3, 17, 42, 8, 60],
    recording: false,
    receiving: null,
    sending: null,
    shown: null,
    rung: null,
    pointing: null,
    points: false,
    crashed: false,
    ...part,
  };
}

/** Twelve minutes of somebody's share, and no more to come. */
export function fakeRecording(part: Partial<RecordingView> = {}): RecordingView {
  const id = '1767225600000-k3x9.mp4';
  const clock = { recordedMs: 754_000, runningSince: null };
  return { state: 'recording', id, peer: 'alex', bytes: 512_000_000, ...clock, ...part };
}

/** The same, when it waits to be saved. */
export const FAKE_KEPT: KeptRecording = {
  id: '1767225600000-k3x9.mp4',
  startedAt: 1_767_225_600_000,
  extension: 'mp4',
  bytes: 512_000_000,
};

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
    paused: null,
    region: null,
    microphone: null,
    pointing: { allowed: true, overlay: false },
    crashed: false,
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
