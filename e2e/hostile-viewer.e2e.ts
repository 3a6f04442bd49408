import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Relay } from '@porthole/signaling/protocol';
import { ManyViewers } from './harness/many-viewers.ts';
import { PlainPeer, type Incoming } from './harness/plain-peer.ts';
import { browserUsage } from './harness/process-usage.ts';
import { shareInto, withPopup } from './harness/room.ts';
import { Sender } from './harness/sender.ts';
import { useStage } from './harness/stage.ts';
import { delay } from './harness/until.ts';
import { Viewer } from './harness/viewer.ts';

const ROOM = 'besieged';
/** How long a viewer attacks, in ms, and how often: somewhat less than the service allows. */
const ATTACK_MS = 6000;
const EVERY_MS = 12;
const STAYING = 2;
/** Two viewers on two cores: fewer frames a second, or a longer pause in ms, is a stall. */
const MIN_FPS = 5;
const MAX_GAP_MS = 1500;
/** MB that the sharer's process may keep of an attack. */
const MAX_GROWTH_MB = 48;
/** Connections at most, besides those of before: the attacker's own. */
const MAX_MORE = 2;
const FROZEN_MS = Number(process.env['PORTHOLE_SLEEP_MS'] ?? (process.env['PORTHOLE_LONG'] ? 600_000 : 6000));
/** ms within which the picture must be live again */
const AWAKE_MS = 2000;

/** What an attacker says once it has answered the sharer's offer, again and again. @param n from 0 */
type Storm = (offer: Incoming, n: number) => Relay;

const sdpOf = (offer: Incoming): string => String(offer['sdp']);
const asOffer = (offer: Incoming, sdp: string): Relay => ({
  type: 'offer',
  to: String(offer['from']),
  room: ROOM,
  sdp,
});
/** An answer that the sharer takes, from one whom nothing will ever reach. */
const asAnswer = (offer: Incoming): Relay => ({
  type: 'answer',
  to: String(offer['from']),
  room: ROOM,
  sdp: sdpOf(offer)
    .replaceAll('a=setup:actpass', 'a=setup:active')
    .replaceAll(/^a=send(?:only|recv)/gm, 'a=recvonly'),
  n: Number(offer['n']),
});

const STORMS: Readonly<Record<string, Storm>> = {
  'offers of ever new sessions': (offer, n) =>
    asOffer(offer, sdpOf(offer).replace(/^(o=\S+) \d+/m, `$1 ${1_000_000 + n}`)),
  'offers that look for a path anew': (offer, n) =>
    asOffer(offer, sdpOf(offer).replaceAll(/^a=ice-ufrag:.*$/gm, `a=ice-ufrag:u${10_000 + n}`)),
  'descriptions of hundreds of sections': (offer) => asOffer(offer, withSections(sdpOf(offer), 300)),
  'candidates that lead nowhere': (offer, n) => ({
    type: 'ice-candidate',
    to: String(offer['from']),
    room: ROOM,
    candidate: {
      candidate: `candidate:${n} 1 udp 2130706431 127.0.0.1 ${1024 + n} typ host`,
      sdpMid: '0',
      sdpMLineIndex: 0,
    },
  }),
};

/** A description with so many more sections of sound. */
function withSections(sdp: string, more: number): string {
  const security = sdp.match(/^a=(?:ice-ufrag|ice-pwd|fingerprint|setup):.*$/gm)?.slice(0, 4) ?? [];
  const section = [
    'm=audio 9 UDP/TLS/RTP/SAVPF 0',
    'c=IN IP4 0.0.0.0',
    ...security,
    'a=rtcp-mux',
    'a=sendrecv',
  ];
  const all = Array.from({ length: more }, (_, n) => [...section, `a=mid:more${n}`].join('\r\n'));
  const fits = all.slice(0, Math.floor((58_000 - sdp.length) / (section.join('\r\n').length + 20)));
  return sdp + fits.join('\r\n') + '\r\n';
}

describe('a sharer whom one viewer besieges', { timeout: 60_000 + FROZEN_MS }, () => {
  const stage = useStage({ sharer: { pageSize: { width: 960, height: 540 }, maxFps: 30 } });
  let link = '';
  let viewers: ManyViewers;
  let sender: Sender;

  beforeAll(async () => {
    link = await shareInto(stage.sharer, stage.sample.url, `${stage.server.origin}/r/${ROOM}`);
    viewers = await ManyViewers.open(stage.watcher, link, STAYING);
    sender = await Sender.attach(stage.sharer);
    await viewers.firstPictures();
  });

  const connections = async (): Promise<number> => (await sender.read()).connections;

  it.each(Object.entries(STORMS))('with %s cuts it off, and the others go on', async (what, storm) => {
    const attacker = await PlainPeer.join(stage.server.origin, ROOM, `mallory-${what.length}`);
    onTestFinished(() => attacker.close());
    const offer = await attacker.next('offer');
    const [before, held] = [browserUsage(stage.sharer.pid).sender, await connections()];
    attacker.send(asAnswer(offer));
    const seen = await viewers.measureDuring(async () => {
      const until = Date.now() + ATTACK_MS;
      for (let n = 0; Date.now() < until; n++) {
        attacker.send(storm(offer, n));
        await delay(EVERY_MS);
      }
    });
    const after = browserUsage(stage.sharer.pid).sender;
    const [fps, gap] = [
      Math.min(...seen.map((one) => one.fps)),
      Math.max(...seen.map((one) => one.maxGapMs)),
    ];
    const [more, grown] = [(await connections()) - held, after.rssMb - before.rssMb];
    const answers = attacker.received.filter(({ type }) => type === 'answer' || type === 'offer').length;
    console.log(
      `${what}: ${answers} descriptions came back; the others see ${fps.toFixed(1)} fps, pause ${gap} ms at most; the sharer has ${more} connections and ${grown.toFixed(1)} MB more, and worked ${after.cpuMs - before.cpuMs} ms`,
    );
    expect(fps).toBeGreaterThan(MIN_FPS);
    expect(gap).toBeLessThan(MAX_GAP_MS);
    expect(grown).toBeLessThan(MAX_GROWTH_MB);
    expect(more).toBeLessThanOrEqual(MAX_MORE);
    await withPopup(stage.sharer, stage.sample.url, (popup) =>
      popup.waitFor('the sharer to be told', () => /Cut off for a minute/.test(document.body.innerText), []),
    );
  });

  it('is live within 2 s for a viewer whose tab the browser froze', async () => {
    const cover = await stage.watcher.open('about:blank#cover');
    const viewer = await Viewer.open(stage.watcher, link, 'tab');
    onTestFinished(() => viewer.page.close());
    await viewer.nextFrame();
    await cover.send('Page.bringToFront');
    await viewer.page.send('Page.setWebLifecycleState', { state: 'frozen' });
    await delay(FROZEN_MS);
    await viewer.page.send('Page.setWebLifecycleState', { state: 'active' });
    const awakeAt = Date.now();
    await viewer.page.send('Page.bringToFront');
    const ms = await viewer.liveAgain(awakeAt);
    console.log(`live again after its tab was frozen for ${FROZEN_MS} ms: ${ms} ms`);
    expect(ms).toBeLessThan(AWAKE_MS);
    await cover.close();
  });
});
