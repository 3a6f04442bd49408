import { beforeAll, describe, expect, it } from 'vitest';
import { findFirefox, FirefoxViewer } from './harness/firefox.ts';
import { ManyViewers } from './harness/many-viewers.ts';
import { shareTab } from './harness/room.ts';
import { sinksOf } from './harness/sender-work.ts';
import { Sender } from './harness/sender.ts';
import { useStage } from './harness/stage.ts';
import { until } from './harness/until.ts';

const firefox = await findFirefox();

describe.skipIf(!firefox)('a viewer in Firefox', () => {
  const stage = useStage();
  let sender: Sender;
  let viewer: FirefoxViewer;

  // Viewers that have VP9 alone make it the room's codec: a Firefox without OpenH264 has no H264.
  beforeAll(async () => {
    const link = await shareTab(stage.sharer, stage.sample.url, '1080p30');
    const viewers = await ManyViewers.open(stage.watcher, link, 1, { decodes: 'VP9' });
    viewer = stage.scope.own(await FirefoxViewer.open(firefox ?? '', link), (page) => page.close());
    await viewers.firstPictures();
    await viewer.nextFrame();
    sender = await Sender.attach(stage.sharer);
  }, 90_000);

  it('is shown the frames that are encoded once for all', async () => {
    // On a busy machine it may have been taken for stuck, and is tried again after 10 s; or its decoder may be too slow for
    // the whole size, and it gets a smaller one.
    await until(
      'both to be fed by shared encoders',
      async () => {
        const sinks = sinksOf(await sender.read());
        return sinks.length === 2 && sinks.every(({ own }) => !own);
      },
      30_000,
    );
    const { counter: first } = await viewer.nextFrame();
    const next = await until('another frame', async () => {
      const { counter } = await viewer.nextFrame();
      return counter !== first && counter;
    });
    expect(next).toBeGreaterThan(first ?? Number.POSITIVE_INFINITY);
  }, 60_000);
});
