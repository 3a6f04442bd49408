import type { PeerView, Snapshot } from '../../core/snapshot.ts';
import type { KeptRecording } from '../../core/recording/file-name.ts';
import { IDLE } from '../../core/snapshot.ts';
import { fakeViewerControls } from '../../testing/fake-controls.ts';
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
import { ViewerApp } from '../viewer/ViewerApp.tsx';
import { scenePointers, sceneStream } from './scenes.ts';
import type { GalleryState } from './states.tsx';

const POINTING = { allowed: true, overlay: false };
const ALEX = fakePeer('alex', {
  name: 'Alex',
  sharing: true,
  receiving: fakeStats(),
  pointing: POINTING,
});
const BO = fakePeer('bo', { name: 'Bo', sharing: true, receiving: fakeStats({ height: 720, width: 1280 }) });
const CY = fakePeer('cy', { name: 'Cy' });
const LONG = fakePeer('long', { name: 'Maria-Magdalena van den Hoogenband' });
const WEAK: PeerView = {
  ...ALEX,
  shown: { lines: 720, fps: 30, reason: 'link', kbps: 600, linkKbps: 700 },
};
const WATCHING = fakeSnapshot({ peers: [ALEX, CY] });

/** Wallpaper of each sharer; whoever has none sends no picture. */
const HUES: Readonly<Record<string, number>> = { alex: 205, bo: 320, me: 150 };

function viewer(
  name: string,
  snapshot: Snapshot,
  pictures: readonly string[] = [],
  sound = false,
  does: readonly string[] = [],
  kept: readonly KeptRecording[] = [],
): GalleryState {
  const render = () => {
    const streams = new Map(pictures.map((id) => [id, sceneStream(HUES[id] ?? 0, sound)]));
    return (
      <ViewerApp
        controls={fakeViewerControls(
          snapshot,
          streams,
          kept,
          undefined,
          fakeHistory(snapshot),
          scenePointers(snapshot),
        )}
        choice={{ preset: '1080p30', hint: 'auto', sound: true, microphone: null }}
        onChoice={() => undefined}
        relayOnly={false}
        onRelayOnly={() => undefined}
        pointing
        onPointing={() => undefined}
        language=""
        onLanguage={() => undefined}
        chatSound={{ on: false, change: () => undefined }}
        canShare
      />
    );
  };
  return { name: `viewer-${name}`, kind: 'viewer', render, does };
}

export const VIEWER_STATES: readonly GalleryState[] = [
  viewer('connecting', { ...IDLE, phase: 'connecting' }),
  viewer('waiting', fakeSnapshot({ peers: [CY] })),
  viewer('getting', fakeSnapshot({ peers: [{ ...ALEX, link: 'connecting' }] })),
  viewer('unreachable', fakeSnapshot({ peers: [{ ...ALEX, link: 'failed' }] })),
  viewer('watching', WATCHING, ['alex']),
  viewer('weak-link', fakeSnapshot({ peers: [WEAK, CY] }), ['alex']),
  viewer('weak-link-figures', fakeSnapshot({ peers: [WEAK, CY] }), ['alex'], false, [
    '#stats-toggle',
    '@stats',
  ]),
  viewer('numbers', WATCHING, ['alex'], false, ['#stats-toggle', '@stats']),
  viewer(
    'numbers-sharing',
    { ...fakeSnapshot({ peers: [{ ...CY, sending: fakeStats() }] }), share: fakeShare() },
    ['me'],
    false,
    ['#stats-toggle', '@stats'],
  ),
  viewer('receive-menu', WATCHING, ['alex'], false, ['#receive', '@receive-lines-none']),
  viewer(
    'pointers',
    fakeSnapshot({ peers: [ALEX, { ...CY, points: true }, { ...LONG, points: true }] }),
    ['alex'],
    false,
    ['p', '@pointers'],
  ),
  viewer(
    'pointing-off',
    fakeSnapshot({ peers: [{ ...ALEX, pointing: { ...POINTING, allowed: false } }, CY] }),
    ['alex'],
    false,
    ['@point', '~point'],
  ),
  viewer('crashed', fakeSnapshot({ peers: [{ ...ALEX, crashed: true }, CY] }), ['alex']),
  viewer('small-window', WATCHING, ['alex'], false, ['w']),
  viewer('click-for-sound', WATCHING, ['alex'], true),
  viewer('zoomed', WATCHING, ['alex'], false, ['z', 'z', '+', 'ArrowLeft']),
  viewer('picture-panel', WATCHING, ['alex'], false, ['#picture', '@still-copy']),
  viewer('recording', { ...WATCHING, recording: fakeRecording() }, ['alex'], false, ['@recording']),
  viewer(
    'recording-paused',
    {
      ...WATCHING,
      recording: fakeRecording({ state: 'paused', recordedMs: 3_729_000, bytes: 3_600_000_000 }),
    },
    ['alex'],
    false,
    ['@recording'],
  ),
  viewer(
    'recorded-by-others',
    fakeSnapshot({
      peers: [
        { ...ALEX, recording: true },
        { ...CY, recording: true },
      ],
    }),
    ['alex'],
    false,
    ['#people', '@people-list'],
  ),
  viewer('recording-kept', WATCHING, ['alex'], false, ['@kept-recording'], [FAKE_KEPT]),
  viewer(
    'recording-disk-full',
    { ...WATCHING, fault: { code: 'recording-disk-full' } },
    ['alex'],
    false,
    ['@kept-recording'],
    [FAKE_KEPT],
  ),
  viewer('two-sharers', fakeSnapshot({ peers: [ALEX, BO, CY] }), ['alex', 'bo']),
  viewer('three-sharers', fakeSnapshot({ peers: [ALEX, BO], share: fakeShare() }), ['alex', 'bo', 'me']),
  viewer('watching-and-sharing', { ...WATCHING, share: fakeShare() }, ['alex', 'me']),
  viewer('sharing', fakeSnapshot({ peers: [CY], share: fakeShare({ source: 'display' }) }), ['me']),
  viewer('paused', fakeSnapshot({ peers: [{ ...ALEX, paused: true }, CY] }), ['alex']),
  viewer(
    'sharing-tools',
    fakeSnapshot({
      peers: [CY],
      share: fakeShare({
        source: 'display',
        paused: { site: null },
        microphone: { label: 'Desk microphone', muted: false, trouble: null },
      }),
    }),
    ['me'],
    false,
    ['#sharing-tools', '@mute'],
  ),
  viewer(
    'away',
    { ...WATCHING, phase: 'reconnecting', fault: { code: 'server-unreachable', retryInMs: 7000 } },
    ['alex'],
  ),
  viewer(
    'open-room',
    {
      ...WATCHING,
      room: fakeRoom({ id: 'standup', link: 'https://porthole.example/r/standup', open: true }),
    },
    ['alex'],
  ),
  viewer('knocking', { ...IDLE, phase: 'waiting' }),
  viewer('room-locked', { ...IDLE, phase: 'failed', fault: { code: 'room-locked' } }),
  viewer('waiting-full', { ...IDLE, phase: 'failed', fault: { code: 'waiting-full' } }),
  viewer('denied', { ...IDLE, phase: 'failed', fault: { code: 'denied' } }),
  viewer('removed', { ...IDLE, phase: 'failed', fault: { code: 'removed' } }),
  viewer('room-ended', { ...IDLE, phase: 'failed', fault: { code: 'ended' } }),
  viewer(
    'host-knock',
    { ...WATCHING, room: fakeRoom({ host: true, waitingRoom: true }), waiting: [{ id: 'dan', name: 'Dan' }] },
    ['alex'],
  ),
  viewer('no-relay', { ...fakeSnapshot({ peers: [CY] }), noRelay: true }),
  viewer('phrase-needed', { ...IDLE, phase: 'failed', fault: { code: 'phrase-needed' } }),
  viewer('phrase-wrong', { ...IDLE, phase: 'failed', fault: { code: 'wrong-phrase' } }),
  viewer('link-burnt', { ...IDLE, phase: 'failed', fault: { code: 'link-burnt' } }),
  viewer('tampering', { ...WATCHING, tampering: { replayed: 1 } }, ['alex']),
  viewer(
    'ended-stopped',
    fakeSnapshot({ peers: [{ ...ALEX, sharing: false }], ended: { reason: 'stopped', peer: 'alex' } }),
  ),
  viewer(
    'ended-tab',
    fakeSnapshot({ peers: [CY], ended: { reason: 'tab-closed', peer: 'x', name: 'Alex' } }),
  ),
  viewer('ended-left', fakeSnapshot({ ended: { reason: 'left', peer: 'x', name: 'Alex' } })),
  viewer('unreachable-server', {
    ...IDLE,
    phase: 'connecting',
    fault: { code: 'server-unreachable', retryInMs: 8000 },
  }),
  viewer('reconnecting', fakeSnapshot({ phase: 'reconnecting', fault: { code: 'server-unreachable' } })),
  viewer('room-full', { ...IDLE, phase: 'failed', fault: { code: 'room-full' } }),
  viewer('bad-link', { ...IDLE, phase: 'failed', fault: { code: 'bad-link' } }),
  viewer('wrong-key', { ...IDLE, phase: 'failed', fault: { code: 'wrong-key' } }),
  viewer('capture-denied', { ...fakeSnapshot({ peers: [CY] }), fault: { code: 'capture-denied' } }),
];
