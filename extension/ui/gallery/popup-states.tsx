import { DEFAULT_SETTINGS } from '../../core/settings.ts';
import type { Shown } from '../../core/shown.ts';
import { IDLE, type Snapshot } from '../../core/snapshot.ts';
import { fakePopupControls } from '../../testing/fake-controls.ts';
import { fakeHistory } from '../../testing/fake-history.ts';
import {
  FAKE_KEPT,
  fakePeer,
  fakeRecording,
  fakeRoom,
  fakeShare,
  fakeSnapshot,
  fakeStats,
} from '../../testing/fake-snapshot.ts';
import { PopupApp, type PopupProps } from '../popup/PopupApp.tsx';
import type { GalleryState } from './states.tsx';

const VIEWERS = [
  fakePeer('a1', { name: 'Alex', sending: fakeStats() }),
  fakePeer('b2', { name: 'Maria-Magdalena van den Hoogenband', sending: fakeStats({ height: 720 }) }),
  fakePeer('c37f', { link: 'connecting' }),
];
const SHARING = fakeSnapshot({ share: fakeShare(), peers: VIEWERS });

const HELD: readonly Shown[] = [
  { lines: 360, fps: 30, reason: 'link', kbps: 600, linkKbps: 700 },
  { lines: 0, fps: 0, reason: 'hidden', kbps: 0, linkKbps: 9000 },
];

const PHRASE_ROOM = {
  id: 'calm',
  link: 'https://porthole.example/r/calm#3q2-7wAAAAC6b5cQm0kXyA.p',
  open: false,
};

function popup(
  name: string,
  snapshot: Snapshot,
  more: Partial<PopupProps> = {},
  does: readonly string[] = [],
): GalleryState {
  const props: PopupProps = {
    controls: fakePopupControls(snapshot, [], undefined, fakeHistory(snapshot)),
    settings: { ...DEFAULT_SETTINGS, tabCapture: 'granted' },
    onSettings: () => undefined,
    tab: { capturable: true, title: 'Quarterly plan – Docs' },
    canShareTab: true,
    server: 'https://porthole.example',
    ...more,
  };
  return { name: `popup-${name}`, kind: 'popup', render: () => <PopupApp {...props} />, does };
}

const crowd = Array.from({ length: 14 }, (_, index) =>
  fakePeer(`p${index}`, { name: `Viewer ${index + 1}`, sending: fakeStats() }),
);

export const POPUP_STATES: readonly GalleryState[] = [
  popup('idle', IDLE),
  popup('recording-kept', IDLE, { controls: fakePopupControls(IDLE, [FAKE_KEPT]) }),
  popup('declined', IDLE, { settings: { ...DEFAULT_SETTINGS, tabCapture: 'declined' } }),
  popup('asked', IDLE, { settings: { ...DEFAULT_SETTINGS, tabCapture: 'asking' } }),
  popup('protected-page', IDLE, { tab: { capturable: false, title: 'Extensions' } }),
  popup('firefox', IDLE, { canShareTab: false }),
  popup('connecting', { ...IDLE, phase: 'connecting' }),
  popup('sharing-alone', fakeSnapshot({ share: fakeShare({ kbps: 0, fps: 0 }) })),
  popup('sharing', SHARING),
  popup('sharing-recorded', {
    ...SHARING,
    recording: fakeRecording({ peer: 'me' }),
    peers: VIEWERS.map((peer, index) => ({ ...peer, recording: index === 1 })),
  }),
  popup(
    'sharing-pointers',
    {
      ...SHARING,
      peers: VIEWERS.map((peer, index) => ({ ...peer, points: index === 0 })),
      share: fakeShare({ pointing: { allowed: true, overlay: true } }),
    },
    { settings: { ...DEFAULT_SETTINGS, tabPointers: true } },
    ['#pointers', '@point-on-tab'],
  ),
  popup('sharing-full', { ...SHARING, peers: crowd, share: fakeShare({ kbps: 98_400, source: 'display' }) }),
  popup('sharing-full-host', {
    ...SHARING,
    peers: crowd,
    room: fakeRoom({ host: true }),
    share: fakeShare({ uplinkKbps: 6000 }),
  }),
  popup('numbers', SHARING, {}, ['#details', '@plot-times']),
  popup('numbers-alone', fakeSnapshot({ share: fakeShare({ kbps: 0, fps: 0 }) }), {}, [
    '#details',
    '@plot-times',
  ]),
  popup('sharing-weak', {
    ...SHARING,
    peers: VIEWERS.map((peer, index) => ({ ...peer, rung: HELD[index] ?? null })),
    share: fakeShare({ uplinkKbps: 6000 }),
  }),
  popup('sharing-small', {
    ...SHARING,
    share: fakeShare({ belowPreset: true, actual: { width: 1280, height: 720, fps: 30 } }),
  }),
  popup('sharing-crashed', { ...SHARING, share: fakeShare({ crashed: true }) }),
  popup('sharing-paused', { ...SHARING, share: fakeShare({ paused: { site: null }, kbps: 40 }) }),
  popup('sharing-left-site', {
    ...SHARING,
    share: fakeShare({ paused: { site: 'docs.example.org' }, kbps: 40 }),
  }),
  popup('sharing-microphone', {
    ...SHARING,
    share: fakeShare({ microphone: { label: 'Desk microphone', muted: false, trouble: null } }),
  }),
  popup('sharing-microphone-unplugged', {
    ...SHARING,
    share: fakeShare({ microphone: { label: '', muted: true, trouble: 'unplugged' } }),
  }),
  popup(
    'sharing-region',
    { ...SHARING, share: fakeShare({ region: { x: 0.1, y: 0.2, width: 0.6, height: 0.5 } }) },
    {},
    ['#region', '@region-apply'],
  ),
  popup('sharing-open', {
    ...SHARING,
    room: fakeRoom({ id: 'standup', link: 'https://porthole.example/r/standup', open: true }),
  }),
  popup(
    'again-with-phrase',
    fakeSnapshot({ phase: 'idle', room: fakeRoom({ ...PHRASE_ROOM, phrase: true }) }),
  ),
  popup('host', { ...SHARING, room: fakeRoom({ host: true, locked: true }) }),
  popup('host-knock', {
    ...SHARING,
    room: fakeRoom({ host: true, waitingRoom: true }),
    waiting: [
      { id: 'dan', name: 'Dan' },
      { id: 'e5f1', name: '' },
    ],
  }),
  popup('removed', { ...IDLE, phase: 'failed', fault: { code: 'removed' } }),
  popup('tampering', { ...SHARING, tampering: { forged: 2, stranger: 1 } }),
  popup('reconnecting', {
    ...SHARING,
    phase: 'reconnecting',
    fault: { code: 'server-unreachable', retryInMs: 4000 },
  }),
  popup('failed', { ...IDLE, phase: 'failed', fault: { code: 'server-unreachable' } }),
  popup('denied', { ...IDLE, fault: { code: 'capture-denied' } }),
  popup('ended', fakeSnapshot({ ended: { reason: 'tab-closed', peer: 'me' } })),
];
