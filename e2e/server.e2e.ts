import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { WebSocketServer } from 'ws';
import type { Browser } from './harness/browser.ts';
import { extensionUrl } from './harness/extension.ts';
import { launchBare, launchSampleSharer } from './harness/launch.ts';
import { ManyViewers } from './harness/many-viewers.ts';
import { shareTab, withPopup } from './harness/room.ts';
import { serveSample, type SampleServer } from './harness/sample-server.ts';
import { Scope } from './harness/scope.ts';
import { SERVER_PORT, SignalingServer } from './harness/server.ts';
import { until } from './harness/until.ts';
import { Viewer } from './harness/viewer.ts';

const ORIGIN = `http://localhost:${SERVER_PORT}`;
/** How long the server is gone for, in ms; `PORTHOLE_OUTAGE_MS=30000` for the whole of it. */
const OUTAGE_MS = Number(process.env['PORTHOLE_OUTAGE_MS'] ?? 5000);
/** After its return everyone is in again by then, in ms: the longest wait between two tries is 4 s. */
const BACK_MS = 5000;
const ROOM = extensionUrl('viewer', `?link=${ORIGIN}/r/some-room`);

describe('the server', () => {
  let scope: Scope;
  let sample: SampleServer;
  let sharer: Browser;

  beforeEach(async () => {
    scope = new Scope();
    sample = scope.own(await serveSample(), (started) => started.close());
    sharer = await launchSampleSharer(scope, inject('grantedProfile'), sample);
  });
  afterEach(() => scope.close());

  const startServer = async (): Promise<SignalingServer> =>
    scope.own(await SignalingServer.start(), (started) => started.stop());

  it('may be down when a share begins: the popup says so, and all is well once it is back', async () => {
    // The room exists at the sharer before it does at the server.
    const link = await shareTab(sharer, sample.url);
    await withPopup(sharer, sample.url, async (popup) => {
      await popup.waitFor('plain words', () => /out of reach/i.test(document.body.innerText), []);
    });
    await startServer();
    await withPopup(sharer, sample.url, (popup) => popup.waitText('status', /^Sharing a tab$/, 30_000));
    const viewer = await Viewer.open(await launchBare(scope), link);
    await viewer.nextFrame(40_000);
  });

  it('may be down when a link is opened in the extension: it is said, and tried again', async () => {
    const viewer = await Viewer.open(sharer, ROOM, 'window');
    await viewer.page.waitFor('plain words', () => /out of reach/i.test(document.body.innerText), []);
    await startServer();
    await viewer.page.waitFor(
      'the room',
      () => /nobody is sharing|waiting|no one/i.test(document.body.innerText),
      [],
      30_000,
    );
  });

  it('may be killed and come back: the picture goes on, and who came meanwhile gets in', async () => {
    const server = await startServer();
    const link = await shareTab(sharer, sample.url);
    const viewer = await Viewer.open(await launchBare(scope), link);
    await viewer.nextFrame();
    const before = await viewer.inbound();
    await server.kill();
    const killedAt = Date.now();
    // The server is not there to serve the web page: whoever comes now has the extension.
    const { origin, pathname, hash } = new URL(link);
    const address = extensionUrl('viewer', `?link=${encodeURIComponent(origin + pathname)}${hash}`);
    const joiner = await Viewer.open(sharer, address, 'window');
    await joiner.page.waitFor('plain words', () => /out of reach/i.test(document.body.innerText), []);
    const { fps } = await viewer.measure(Math.max(1000, killedAt + OUTAGE_MS - Date.now()));
    expect(fps).toBeGreaterThan(3);
    await server.start();
    const backAt = Date.now();
    await until('the viewer to be in again', async () => !(await viewer.page.has('away')), BACK_MS);
    const viewerMs = Date.now() - backAt;
    await joiner.nextFrame(45_000);
    const joinerMs = Date.now() - backAt;
    // All are back in their places: nobody is counted twice, nobody is missing.
    await joiner.page.waitText('people-count', /^2\/14$/);
    await viewer.takeFrames();
    await viewer.nextFrame();
    const after = await viewer.inbound();
    const lost = after.packetsLost - before.packetsLost;
    console.log(
      `server away for ${backAt - killedAt} ms: ${lost} packets lost, the viewer is in again after ${viewerMs} ms, the joiner sees a picture after ${joinerMs} ms`,
    );
    expect(after.framesReceived - before.framesReceived).toBeGreaterThan(10);
    expect([lost, after.connections]).toEqual([0, before.connections]);
  });

  it('may be killed under 30 clients of three rooms: all come back under their ids, and 15 stay the most', async () => {
    const server = await startServer();
    const watcher = await launchBare(scope);
    const rooms = await Promise.all(
      ['one', 'two', 'three'].map((room) => ManyViewers.open(watcher, `${ORIGIN}/r/crowd-${room}`, 10)),
    );
    const crowd = async () => (await Promise.all(rooms.map((room) => room.standings()))).flat();
    const areIn = async () =>
      (await crowd()).every(({ phase, others }) => phase === 'joined' && others.length === 9);
    await until('all 30 to be in', areIn);
    const before = await crowd();
    await server.kill();
    await until('all to notice', async () => (await crowd()).every(({ phase }) => phase === 'reconnecting'));
    await server.start();
    const startedAt = Date.now();
    await until('all 30 to be back', areIn, 30_000);
    console.log(`30 clients are back ${Date.now() - startedAt} ms after the server`);
    expect(await crowd()).toEqual(before);
    const joining = await rooms[0]?.add(6);
    expect(joining).toHaveLength(6);
    await until('the 16th to be told', async () => {
      const standings = (await rooms[0]?.standings()) ?? [];
      const full = standings.filter(({ fault }) => fault === 'room-full').length;
      return full === 1 && standings.filter(({ phase }) => phase === 'joined').length === 15;
    });
  });

  it('may turn out to be something else that answers HTML: that is said', async () => {
    const other = createServer((_, response) => {
      // Without this header no page may read the answer, and the server looks as if it were down.
      response.setHeader('access-control-allow-origin', '*');
      response.end('<!doctype html><title>A shop</title>');
    });
    await listen(scope, other);
    const viewer = await Viewer.open(sharer, ROOM, 'window');
    await viewer.page.waitText('state-title', /no Porthole server/);
  });

  it('may close the socket in the middle of a join: that is said, and nothing breaks', async () => {
    const broken = createServer((request, response) => {
      const config = { signalingUrl: `ws://localhost:${SERVER_PORT}/`, iceServers: [] };
      response.setHeader('content-type', 'application/json');
      response.setHeader('access-control-allow-origin', '*');
      response.end(JSON.stringify(request.url === '/config' ? config : { ok: true }));
    });
    const sockets = new WebSocketServer({ server: broken });
    sockets.on('connection', (socket) => socket.once('message', () => socket.terminate()));
    await listen(scope, broken);
    const viewer = await Viewer.open(sharer, ROOM, 'window');
    await viewer.page.waitFor('plain words', () => /out of reach/i.test(document.body.innerText), []);
  });
});

async function listen(scope: Scope, server: Server): Promise<void> {
  server.listen(SERVER_PORT);
  await once(server, 'listening');
  scope.own(server, async (listening) => {
    listening.closeAllConnections();
    listening.close();
    await once(listening, 'close');
  });
}
