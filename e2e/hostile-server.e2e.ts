import { beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { HostileServer, type Trick, type Wire } from './harness/hostile-server.ts';
import { SMALL_PAGE } from './harness/launch.ts';
import { Middleman } from './harness/middleman.ts';
import { shareInto, shareTab, stopSharing, withPopup } from './harness/room.ts';
import { changeSettings } from './harness/settings.ts';
import { useStage } from './harness/stage.ts';
import { until } from './harness/until.ts';
import { Viewer } from './harness/viewer.ts';

const isLong = Boolean(process.env['PORTHOLE_LONG']);

const NAME = 'Rosalind';

/** What a server would like to know: descriptions, addresses, fingerprints, names. */
const TELLING = /v=0|m=video|fingerprint|candidate:|typ host|127\.0\.0\.1|ice-ufrag|Rosalind/;

const RELAYS = new Set(['offer', 'answer', 'ice-candidate']);
const isRelay = ({ type }: Wire): boolean => RELAYS.has(type);

const MALLORY_SDP = [
  'v=0',
  'o=- 1 2 IN IP4 127.0.0.1',
  's=-',
  't=0 0',
  'a=fingerprint:sha-256 ' + Array.from({ length: 32 }, () => 'AA').join(':'),
  '',
].join('\r\n');

describe('a hostile server', () => {
  const stage = useStage({ sharer: SMALL_PAGE });
  let hostile: HostileServer;

  beforeAll(async () => {
    hostile = stage.scope.own(await HostileServer.start(stage.server.origin), (started) => started.close());
    await changeSettings(stage.sharer, { server: hostile.origin, name: NAME });
  });
  beforeEach(() => hostile.reset());

  const popupTampering = () =>
    withPopup(stage.sharer, stage.sample.url, (popup) => popup.waitText('tampering', /server is tampering/));

  /** Shares into a room at the hostile server and watches it; both end with the test. */
  async function shareAndWatch(): Promise<Viewer & { readonly key: string }> {
    onTestFinished(async () => {
      hostile.reset();
      await stopSharing(stage.sharer, stage.sample.url);
    });
    const link = await shareTab(stage.sharer, stage.sample.url);
    const viewer = await Viewer.open(stage.watcher, link, 'window');
    onTestFinished(() => viewer.page.close());
    return Object.assign(viewer, { key: new URL(link).hash.slice(1) });
  }

  it('that merely reads learns nothing, and nobody is alarmed', async () => {
    const viewer = await shareAndWatch();
    await viewer.nextFrame();
    const types = new Set(hostile.sent.map(({ type }) => type));
    expect([...types]).toEqual(expect.arrayContaining(['join', 'offer', 'answer', 'ice-candidate']));
    for (const text of hostile.read) expect(text).not.toMatch(TELLING);
    // Nor is the key in any address, header or message, or the server's log.
    expect(viewer.key).toMatch(/^[\w-]{22}$/);
    expect(hostile.requests.join('\n')).toMatch(/GET \/config[^]*GET \/r\//);
    for (const text of [...hostile.requests, ...hostile.read, stage.server.log]) {
      expect(text).not.toContain(viewer.key);
    }
    expect(await viewer.page.has('tampering')).toBe(false);
    await viewer.page.click('stats-toggle');
    const code = await viewer.page.waitText('safety-code', /^(\S+ ){4}\S+$/);
    await withPopup(stage.sharer, stage.sample.url, async (popup) => {
      expect(await popup.has('tampering')).toBe(false);
      // Nobody sits in between: both ends see the same signs.
      expect(await popup.waitText('safety-code', /\S/)).toBe(code);
    });
  });

  it('that replays, re-addresses and throws back is refused and named, and the picture goes on', async () => {
    const got: [Wire, string][] = [];
    hostile.trick = (message, { id }) => {
      if (isRelay(message)) got.push([message, id]);
      return [message];
    };
    const viewer = await shareAndWatch();
    await viewer.nextFrame();
    for (const victim of hostile.victims) {
      for (const [message, receiver] of got) {
        if (receiver === victim.id) victim.tell(message);
        else victim.tell({ ...message, to: victim.id, from: receiver });
      }
    }
    const words = await viewer.page.waitText('tampering', /server is tampering/);
    expect(words).toMatch(/\d+ messages were changed/);
    await popupTampering();
    await viewer.takeFrames();
    await viewer.nextFrame();
    await viewer.page.waitShown('tampering');
  });

  const changed: Record<string, (text: string) => string> = {
    'a character of what is sealed': (text) => text.slice(0, -1) + (text.endsWith('A') ? 'B' : 'A'),
    'a whole description, with its own fingerprint': () => MALLORY_SDP,
  };
  it.each(Object.entries(changed))('that changes %s gets no connection up', async (_what, change) => {
    hostile.trick = (message) => [
      message.type === 'offer' ? { ...message, sdp: change(String(message['sdp'])) } : message,
    ];
    const viewer = await shareAndWatch();
    await viewer.page.waitText('tampering', /server is tampering/);
    expect(hostile.sent.filter(({ type }) => type === 'answer')).toEqual([]);
    expect((await viewer.takeFrames()).length).toBe(0);
  });

  it('that changes answers gets no connection up, and the sharer is told', async () => {
    hostile.trick = (message) => [message.type === 'answer' ? { ...message, sdp: MALLORY_SDP } : message];
    const viewer = await shareAndWatch();
    await popupTampering();
    expect((await viewer.takeFrames()).length).toBe(0);
    expect((await viewer.inbound()).framesReceived).toBe(0);
  });

  it('that puts a browser in the middle of a room with a key gets no connection to it, nor any media', async () => {
    const middleman = await Middleman.between(hostile, stage.watcher);
    onTestFinished(() => middleman.close());
    const viewer = await shareAndWatch();
    await viewer.page.waitText('tampering', /server is tampering/);
    expect(await middleman.seen()).toEqual({ frames: 0, connected: false });
    expect((await viewer.takeFrames()).length).toBe(0);
  });

  it('that loses an answer holds the picture up, and no more', async () => {
    let isLost = false;
    hostile.trick = (message) => {
      if (isLost || message.type !== 'answer') return [message];
      isLost = true;
      return [];
    };
    const viewer = await shareAndWatch();
    const ms = await viewer.firstFrameMs(30_000);
    console.log(`an answer was lost: the picture came after ${ms} ms`);
    expect(isLost).toBe(true);
    expect(await viewer.page.has('tampering')).toBe(false);
  });

  it.runIf(isLong)(
    'that withholds everything is waited for in plain words; trying again helps once it does not',
    async () => {
      hostile.trick = (message) => (isRelay(message) ? [] : [message]);
      const viewer = await shareAndWatch();
      await viewer.page.waitText('state-hint', /longer than it should/, 20_000);
      expect((await viewer.takeFrames()).length).toBe(0);
      hostile.reset();
      await viewer.page.click('retry');
      const from = Date.now();
      const { at } = await viewer.nextFrame();
      console.log(`tried again: the picture came after ${at - from} ms`);
      expect(at - from).toBeLessThan(4000);
    },
  );

  it('that keeps the host’s lock to itself lets nobody in by that', async () => {
    const inside = await shareAndWatch();
    await inside.nextFrame();
    hostile.outTrick = (message) => (message.type === 'host' ? [] : [message]);
    await withPopup(stage.sharer, stage.sample.url, async (popup) => {
      await popup.click('host-settings');
      await popup.click('lock');
    });
    const late = await Viewer.open(stage.watcher, await inside.page.url(), 'window');
    onTestFinished(() => late.page.close());
    // The service has let it in; the host's own client has not.
    await withPopup(stage.sharer, stage.sample.url, async (popup) => {
      await popup.waitText('knock', /asks to come in/);
      expect(await popup.waitText('viewer-count', /^1/)).toBe('1/14');
    });
    expect((await late.inbound()).framesReceived).toBe(0);
    await inside.takeFrames();
    await inside.nextFrame();
  });

  it('that brings someone in who lacks the key gets nothing for them', async () => {
    const stolen = () => String(hostile.sent.find(({ type }) => type === 'join')?.['name']);
    const inject: Trick = (message, victim) => {
      if (message.type !== 'joined') return [message];
      const room = String(hostile.sent.find(({ type }) => type === 'join')?.['room']);
      return [
        message,
        { type: 'peer-joined', peer: { id: 'mallory', name: 'Mallory' } },
        { type: 'peer-joined', peer: { id: 'borrower', name: stolen() } },
        ...['mallory', 'borrower'].map((from) => ({
          type: 'offer',
          to: victim.id,
          room,
          sdp: MALLORY_SDP,
          from,
        })),
      ];
    };
    hostile.trick = inject;
    const viewer = await shareAndWatch();
    await viewer.nextFrame();
    await viewer.page.waitText('tampering', /server is tampering/);
    await popupTampering();
    await withPopup(stage.sharer, stage.sample.url, async (popup) => {
      expect(await popup.waitText('viewer-count', /^1/)).toBe('1/14');
    });
    const receivers = new Set(hostile.sent.filter(isRelay).map(({ to }) => to));
    expect(receivers.has('mallory') || receivers.has('borrower')).toBe(false);
    expect(receivers.size).toBe(2);
  });

  // Last: what is shared next would go into the same open room.
  it('reads everything in a room without a key, and sits in its middle: the safety codes tell', async () => {
    const middleman = await Middleman.between(hostile, stage.watcher);
    onTestFinished(() => middleman.close());
    const link = `${hostile.origin}/r/no-key`;
    await shareInto(stage.sharer, stage.sample.url, link);
    const viewer = await Viewer.open(stage.watcher, link, 'window');
    await viewer.nextFrame(30_000);
    expect(hostile.read.join('\n')).toContain(NAME);
    expect(await until('the middle to see it', async () => (await middleman.seen()).frames > 0)).toBe(true);
    await viewer.page.click('stats-toggle');
    const code = await viewer.page.waitText('safety-code', /^(\S+ ){4}\S+$/);
    await withPopup(stage.sharer, stage.sample.url, async (popup) => {
      expect(await popup.waitText('safety-code', /^(\S+ ){4}\S+$/)).not.toBe(code);
    });
    await viewer.page.close();
    await stopSharing(stage.sharer, stage.sample.url);
  });
});
