import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { requireBrowser } from '../scripts/lib/install-browser.ts';
import { Network, whyNoNetwork, type Leg } from './bench/adapt/network.ts';
import { launchBare, launchSampleSharer } from './harness/launch.ts';
import { shareTab } from './harness/room.ts';
import { serveSample } from './harness/sample-server.ts';
import { Scope } from './harness/scope.ts';
import { SERVER_PORT, SignalingServer } from './harness/server.ts';
import { changeSettings } from './harness/settings.ts';
import { delay } from './harness/until.ts';
import { Viewer } from './harness/viewer.ts';

/** ms within which the picture must be back */
const AFTER_RETURN_MS = 2000;
const AFTER_MOVE_MS = 5000;
const AFTER_CUT_MS = 5000;

/** `PORTHOLE_LONG=1` also tests what takes too long for every run. */
const isLong = Boolean(process.env['PORTHOLE_LONG']);

const why = whyNoNetwork();
if (why !== null) console.log(`Lost networks are not tested: ${why}.`);

describe.skipIf(why !== null)('a network that is lost', () => {
  const scope = new Scope();
  let network: Network;
  let viewer: Viewer;

  beforeAll(async () => {
    network = scope.own(Network.create(), async (made) => made.destroy());
    const host = network.openUplink();
    const server = `http://${host}:${SERVER_PORT}`;
    const executable = await requireBrowser();
    if (!executable) throw new Error('no Chromium, Edge or Chrome found; PORTHOLE_BROWSER may name one');
    const on = (leg: Leg) => ({
      executable: network.wrapper(leg, executable),
      flags: [`--unsafely-treat-insecure-origin-as-secure=${server}`],
    });
    scope.own(await SignalingServer.start(), (started) => started.stop());
    const sample = scope.own(await serveSample(host), (started) => started.close());
    const sharer = await launchSampleSharer(scope, inject('grantedProfile'), sample, {
      ...on('sharer'),
      maxFps: 30,
      pageSize: { width: 960, height: 540 },
    });
    await changeSettings(sharer, { server });
    const link = await shareTab(sharer, sample.url);
    viewer = await Viewer.open(await launchBare(scope, on('shaped')), link);
    await viewer.nextFrame();
  });
  afterAll(() => scope.close());

  /** @returns ms after `from` from which on the picture was live again */
  async function pictureBack(what: string, from: number): Promise<number> {
    const ms = await viewer.liveAgain(from);
    console.log(`${what}: the picture was back after ${ms} ms`);
    return ms;
  }

  it.each([3, 15])('switched off at the viewer for %i s: the picture is back within 2 s', async (seconds) => {
    network.unplug('shaped');
    await delay(seconds * 1000);
    network.plug('shaped');
    const ms = await pictureBack(`switched off for ${seconds} s`, Date.now());
    expect(ms).toBeLessThan(AFTER_RETURN_MS);
  });

  it.each(isLong ? [3, 15] : [3])(
    "cut beyond the viewer's router for %i s: the picture comes back",
    async (seconds) => {
      network.block('shaped');
      await delay(seconds * 1000);
      network.unblock('shaped');
      const ms = await pictureBack(`cut for ${seconds} s`, Date.now());
      // No event tells of the return, and TCP's next try comes the later the longer it was away.
      expect(ms).toBeLessThan(AFTER_CUT_MS);
    },
  );

  it("changes to another with another address: the sharer's picture is back within 5 s", async () => {
    network.move('sharer');
    const ms = await pictureBack("the sharer's address changed", Date.now());
    expect(ms).toBeLessThan(AFTER_MOVE_MS);
  });
});
