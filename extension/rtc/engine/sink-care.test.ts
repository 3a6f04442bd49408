import { describe, expect, test, vi } from 'vitest';
import type { OwnLimit } from '../../core/own-settings.ts';
import type { Report } from '../../core/report.ts';
import { rungsOf } from '../../core/rungs.ts';
import { NO_WISH, type Wish } from '../../core/wish.ts';
import { fakeReport } from '../../testing/fake-report.ts';
import { createSinkCare } from './sink-care.ts';
import type { Sink } from './sink.ts';

/** 1080, 720 and 360 lines. */
const RUNGS = rungsOf('1080p30', 'auto', { width: 1920, height: 1080 });
const TICK_MS = 250;

/** A sink with an encoder of its own, on a link that is believed to carry so many bit/s. */
function ownSink(estimate: number) {
  const pair = { id: 'P', type: 'candidate-pair', nominated: true, state: 'succeeded' };
  const entries = [
    { id: 'T', type: 'transport', selectedCandidatePairId: 'P' },
    { ...pair, availableOutgoingBitrate: estimate },
    { id: 'V', type: 'outbound-rtp', kind: 'video', bytesSent: 0 },
  ];
  const told = { paused: vi.fn<Sink['setPaused']>(), limits: vi.fn<(limit: OwnLimit) => void>() };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as much of a sink as is asked
  const sink = {
    id: 'a/1',
    connected: true,
    sending: true,
    source: null,
    getStats: async () => new Map(entries.map((entry) => [entry.id, entry])),
    setEstimate: () => undefined,
    setLayers: () => undefined,
    probe: () => undefined,
    setPaused: told.paused,
    limitOwn: told.limits,
  } as unknown as Sink;
  return { sink, told };
}

/** @returns what its encoder was told last */
async function care(change: {
  readonly says?: Partial<Report>;
  readonly estimate?: number;
  readonly budget?: number | null;
  readonly outlier?: boolean;
  readonly ladders?: boolean;
}) {
  const { says = {}, estimate = 12_000_000, budget = null, outlier = false, ladders = false } = change;
  const { sink, told } = ownSink(estimate);
  const watched = createSinkCare(sink, () => ({
    report: fakeReport({ width: 1920, height: 1080, ...says }),
    at: 0,
    ageMs: 50,
    roundTripMs: 20,
  }));
  for (let at = 0; at <= 6000; at += TICK_MS) {
    // oxlint-disable-next-line no-await-in-loop -- one tick after the other
    await watched.measure(undefined, at);
    const all = { sources: null, rungs: RUNGS, hint: 'detail' as const, maxFps: null };
    const world = { at, ...all, together: false, crowd: false };
    watched.climb({ ...world, budget, outlier, ladders });
  }
  return {
    limit: told.limits.mock.lastCall?.[0],
    paused: told.paused.mock.lastCall?.[0],
    shown: watched.shown,
  };
}

const asks = (wish: Partial<Wish>) => ({ wish: { ...NO_WISH, ...wish } });

describe('in an ordinary mesh', () => {
  test('a viewer gets all there is, whatever its link: the browser sees to that', async () => {
    const { limit, paused } = await care({ estimate: 500_000 });
    expect(limit).toEqual({ rung: RUNGS[0], maxFps: null, target: null });
    expect(paused).toBe(false);
  });

  test('no more than it asks for, or has room for', async () => {
    expect((await care({ says: asks({ maxLines: 720, maxFps: 10 }) })).limit).toMatchObject({
      rung: RUNGS[1],
      maxFps: 10,
    });
    const small = await care({ says: { tile: { width: 320, height: 180 } } });
    expect(small.limit?.rung).toBe(RUNGS[2]);
    expect(small.shown?.reason).toBe('window');
  });

  test('no picture while nobody looks, or where it wants none', async () => {
    expect((await care({ says: { hidden: true } })).paused).toBe(true);
    expect((await care({ says: asks({ paused: true }) })).paused).toBe(true);
  });

  test('and its part of the way out', async () => {
    expect((await care({ budget: 2_000_000 })).limit?.target).toBe(2_000_000);
  });
});

describe('an encoder of its own', () => {
  test('follows the link in lines where Ladders are at work', async () => {
    expect((await care({ estimate: 500_000, ladders: true })).limit?.rung).toBe(RUNGS[2]);
  });

  test('is told what the link carries if it is an outlier’s', async () => {
    const { limit } = await care({ estimate: 5_000_000, outlier: true, ladders: true });
    expect(limit).toEqual({ rung: RUNGS[0], maxFps: null, target: 4_250_000 });
    const within = await care({ estimate: 5_000_000, budget: 4_000_000, outlier: true, ladders: true });
    expect(within.limit?.target).toBe(3_400_000);
  });
});
