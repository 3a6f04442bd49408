import { describe, expect, test } from 'vitest';
import type { PeerMessage } from '../core/peer-message.ts';
import { parsePointerMessage, type Aim, type PointerMessage } from '../core/pointer/pointer-message.ts';
import type { Pointing } from '../core/pointer/pointing.ts';
import { fakeClock, type FakeClock } from '../testing/fake-clock.ts';
import { createPointing, type PointingKeeper } from './pointing.ts';

const spot = (x: number, pen = false): Aim => ({ x, y: 0, pen });

interface Told {
  readonly words: PeerMessage[];
  readonly pointers: PointerMessage[];
}

interface Member {
  readonly pointing: PointingKeeper;
  /** What went to each peer. */
  readonly to: (peer: string) => Told;
  readonly clock: FakeClock;
  readonly changes: () => number;
}

/** One member's pointers, with Links that note what goes over them. @param says what its peers say of theirs */
function member({
  shares,
  peers,
  says = null,
}: {
  shares: boolean;
  peers: string[];
  says?: Pointing | null;
}): Member {
  const clock = fakeClock();
  const told = new Map(peers.map((peer): [string, Told] => [peer, { words: [], pointers: [] }]));
  const links = new Map(
    [...told].map(([peer, { words, pointers }]) => [
      peer,
      {
        pointing: says,
        tell: (message: PeerMessage) => (words.push(message), true),
        point: (text: string) => {
          const message = parsePointerMessage(text);
          if (!message) throw new Error(`nobody could read ${text}`);
          pointers.push(message);
        },
      },
    ]),
  );
  let changes = 0;
  const pointing = createPointing({
    links: () => links,
    me: () => 'me',
    shares: () => shares,
    allowed: true,
    changed: () => changes++,
    schedule: clock.schedule,
    now: clock.now,
  });
  return { pointing, to: (peer) => told.get(peer)!, clock, changes: () => changes };
}

const ids = (messages: readonly PointerMessage[]) =>
  messages.flatMap((message) => (message.type === 'pointers' ? message.of.map(({ id }) => id) : []));

const sharer = () => member({ shares: true, peers: ['ann', 'bob', 'cy'] });

describe('at the sharer', () => {
  test('a pointer goes on to all viewers but its own, in one message for all of them', () => {
    const { pointing, to, clock } = sharer();
    pointing.hear('ann', { type: 'point', at: [spot(0.1)] });
    clock.pass(40);
    pointing.hear('ann', { type: 'point', at: [spot(0.2)] });
    pointing.hear('bob', { type: 'point', at: [spot(0.3)] });
    pointing.hear('ann', { type: 'point', at: [spot(0.4)] });
    clock.pass(40);
    // Once at once, and then all that came meanwhile together.
    expect(ids(to('cy').pointers)).toEqual(['ann', 'ann', 'bob', 'ann']);
    expect(to('cy').pointers).toHaveLength(3);
    expect(ids(to('ann').pointers)).toEqual(['bob']);
    expect(ids(to('bob').pointers)).toEqual(['ann', 'ann', 'ann']);
  });

  test('14 who never rest are no flood for anybody', () => {
    const peers = Array.from({ length: 14 }, (_, index) => `peer-${index}`);
    const { pointing, to, clock } = member({ shares: true, peers });
    for (let ms = 0; ms < 1000; ms += 10) {
      for (const peer of peers) pointing.hear(peer, { type: 'point', at: [spot(ms / 1000, true)] });
      clock.pass(10);
    }
    for (const peer of peers) expect(to(peer).pointers.length).toBeLessThanOrEqual(31);
  });

  test('whoever points is known, and is not any more some time after its last word', () => {
    const { pointing, clock, changes } = sharer();
    pointing.hear('ann', { type: 'point', at: [spot(0.1)] });
    expect([pointing.points('ann'), pointing.points('bob'), changes()]).toEqual([true, false, 1]);
    pointing.hear('ann', { type: 'point', at: [spot(0.2)] });
    expect(changes()).toBe(1);
    clock.pass(4000);
    expect([pointing.points('ann'), changes()]).toEqual([false, 2]);
  });

  test('what was switched off is told to all, and passed on to nobody', () => {
    const { pointing, to, clock } = sharer();
    pointing.allow(false);
    pointing.allow(false);
    expect(to('bob').words).toEqual([{ type: 'pointing', allowed: false, overlay: false }]);
    pointing.hear('ann', { type: 'point', at: [spot(0.1)] });
    clock.pass(100);
    expect(to('bob').pointers).toEqual([]);
    expect(pointing.feedOf('me').trails(clock.now()).size).toBe(0);
  });

  test('what is drawn into the picture is not sent besides', () => {
    const { pointing, to, clock } = sharer();
    pointing.setOverlay(true);
    pointing.hear('ann', { type: 'point', at: [spot(0.1)] });
    clock.pass(100);
    expect(to('bob').words).toEqual([{ type: 'pointing', allowed: true, overlay: true }]);
    expect(to('bob').pointers).toEqual([]);
    expect(pointing.feedOf('me').trails(clock.now()).has('ann')).toBe(true);
  });

  test('whoever comes is told how it stands', () => {
    const { pointing, to } = sharer();
    pointing.greet('cy');
    expect(to('cy').words).toEqual([{ type: 'pointing', allowed: true, overlay: false }]);
  });
});

test('one who shares nothing takes no pointers', () => {
  const { pointing, clock } = member({ shares: false, peers: ['ann'] });
  pointing.hear('ann', { type: 'point', at: [spot(0.1)] });
  expect(pointing.feedOf('me').trails(clock.now()).size).toBe(0);
});

describe('at a viewer', () => {
  const says = { allowed: true, overlay: false };
  const viewer = (said: Pointing | null = says) => member({ shares: false, peers: ['sue'], says: said });

  test('a mouse that moves 125 times a second is told 30 times, with all that it did', () => {
    const { pointing, to, clock } = viewer();
    for (let index = 0; index < 125; index++) {
      pointing.aim('sue', spot(index / 125));
      clock.pass(8);
    }
    const sent = to('sue').pointers;
    expect(sent.length).toBeLessThanOrEqual(31);
    expect(sent.flatMap((message) => (message.type === 'point' ? message.at : [])).length).toBeGreaterThan(
      115,
    );
  });

  test('one that rests says so each second; one that leaves says it once', () => {
    const { pointing, to, clock } = viewer();
    pointing.aim('sue', spot(0.5));
    clock.pass(2100);
    expect(to('sue').pointers).toHaveLength(3);
    expect(pointing.feedOf('sue').trails(clock.now()).get('me')?.aim).toEqual(spot(0.5));
    pointing.aim('sue', null);
    pointing.aim('sue', null);
    clock.pass(5000);
    expect(to('sue').pointers.slice(3)).toEqual([{ type: 'point', at: [] }]);
    expect(pointing.feedOf('sue').trails(clock.now()).size).toBe(0);
  });

  test.each([
    ['wants no pointers', { allowed: false, overlay: false }],
    ['does not know any', null],
  ])('nothing goes to a sharer that %s', (_what, said) => {
    const { pointing, to } = viewer(said);
    pointing.aim('sue', spot(0.5));
    expect(to('sue').pointers).toEqual([]);
    expect(pointing.feedOf('sue').trails(0).size).toBe(0);
  });

  test('others are where the sharer says; a word of myself is mine alone', () => {
    const { pointing, clock } = viewer();
    pointing.hear('sue', {
      type: 'pointers',
      of: [
        { id: 'bob', at: [spot(0.3)] },
        { id: 'me', at: [spot(0.9)] },
      ],
    });
    expect([...pointing.feedOf('sue').trails(clock.now()).keys()]).toEqual(['bob']);
  });
});
