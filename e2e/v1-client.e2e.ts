import { describe, expect, it } from 'vitest';
import { inRoot } from '../scripts/lib/root.ts';
import { bundle } from './harness/bundle.ts';
import { PlainPeer } from './harness/plain-peer.ts';
import { openPopup } from './harness/extension.ts';
import { popupEnds, shareInto, stopSharing, withPopup } from './harness/room.ts';
import { useStage } from './harness/stage.ts';
import { Viewer } from './harness/viewer.ts';

describe('a client that knows only the four messages of version 1', () => {
  const stage = useStage();

  const openV1 = async (room: string): Promise<Viewer> => {
    const viewer = await Viewer.open(stage.watcher, stage.sample.blank, 'window');
    await viewer.page.waitFor('the blank page', () => document.title === 'Blank', []);
    await viewer.page.run(await bundle(inRoot('e2e', 'probe', 'v1-client.ts')));
    const config = (await (await fetch(`${stage.server.origin}/config`)).json()) as { signalingUrl: string };
    await viewer.page.evaluate((url, id) => joinAsV1(url, id, 'stranger'), config.signalingUrl, room);
    return viewer;
  };
  const link = (room: string): string => `${stage.server.origin}/r/${room}`;

  it('gets a working offer when the sharer comes into its room', async () => {
    const viewer = await openV1('strangers-first');
    await shareInto(stage.sharer, stage.sample.url, link('strangers-first'));
    expect((await viewer.nextFrame()).counter).toBeGreaterThan(0);
    expect((await viewer.beeps(2)).beeps).toBeGreaterThanOrEqual(2);
    await stopSharing(stage.sharer, stage.sample.url);
    await viewer.pictureEnds();
  });

  it('gets one when it comes into the room of a sharer', async () => {
    await shareInto(stage.sharer, stage.sample.url, link('sharer-first'));
    const viewer = await openV1('sharer-first');
    expect((await viewer.nextFrame()).counter).toBeGreaterThan(0);
    await stopSharing(stage.sharer, stage.sample.url);
  });

  it('does not break the next share, though it never says that it has heard the farewell', async () => {
    await shareInto(stage.sharer, stage.sample.url, link('deaf'));
    const viewer = await openV1('deaf');
    await viewer.nextFrame();
    const popup = await openPopup(stage.sharer, stage.sample.url);
    await popup.click('stop');
    await popup.waitText('status', /ready to share/i);
    await popup.click('share-tab');
    await popupEnds(stage.sharer, popup);
    await withPopup(stage.sharer, stage.sample.url, (again) => again.waitText('room-link', /deaf/));
    await viewer.takeFrames();
    await viewer.nextFrame();
    await stopSharing(stage.sharer, stage.sample.url);
  });

  it('gets the relays exactly as the protocol writes them, the sender last', async () => {
    await shareInto(stage.sharer, stage.sample.url, link('exact'));
    const peer = stage.scope.own(await PlainPeer.join(stage.server.origin, 'exact', 'plain'), (joined) =>
      joined.close(),
    );
    const offer = await peer.next('offer');
    expect(offer).toMatchObject({ type: 'offer', to: 'plain', room: 'exact' });
    expect(offer['sdp']).toMatch(/^v=0\r\n/);
    expect(Object.keys(offer).at(-1)).toBe('from');
    const { candidate } = await peer.next('ice-candidate');
    expect(candidate).toHaveProperty('candidate');
    await stopSharing(stage.sharer, stage.sample.url);
  });
});
