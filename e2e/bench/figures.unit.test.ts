import { describe, expect, it } from 'vitest';
import { medians, ratiosOf, type Case, type Figures, type Mode } from './figures.ts';

const NOTHING: Figures = {
  senderMs: null,
  treeMs: null,
  fpsMin: null,
  fpsMedian: null,
  heightMin: null,
  encodeMs: null,
  encodedFps: null,
  encoders: null,
  encodeLoad: null,
  encodedPixels: null,
  uplinkKbps: null,
  firstPictureMs: null,
  firstStillMs: null,
  delayP50: null,
  delayP95: null,
  maxGapMs: null,
  rssMb: null,
  othersPercent: null,
  drawnFps: null,
};

function measured(mode: Mode, viewers: number, figures: Partial<Figures>, height = 720): Case {
  return { mode, codec: 'h264', height, viewers, figures: { ...NOTHING, ...figures } };
}

describe('the figures of the benchmark', () => {
  it('are the medians over the rounds, for each situation by itself', () => {
    const rounds = [7, 90, 8].map((senderMs) => measured('mesh', 14, { senderMs }));
    const cases = medians([...rounds, measured('engine', 14, { senderMs: 1 })]);
    expect(cases.map(({ mode, figures }) => [mode, figures.senderMs])).toEqual([
      ['mesh', 8],
      ['engine', 1],
    ]);
  });

  it('leave out a round in which nothing came', () => {
    const rounds = [null, 30, null].map((fpsMin) => measured('engine', 14, { fpsMin }));
    expect(medians(rounds)[0]?.figures.fpsMin).toBe(30);
  });

  it('give the ratios that are promised: the mesh against the engine, or many viewers against one', () => {
    const ratios = ratiosOf(
      [
        measured('mesh', 1, { fpsMedian: 30, delayP50: 50 }),
        measured('engine', 1, { encodeLoad: 200 }),
        measured('mesh', 14, { senderMs: 12 }),
        measured('engine', 14, { senderMs: 1.5, fpsMin: 27, encodeLoad: 220, delayP50: 55 }),
      ],
      'h264',
    );
    expect(ratios).toMatchObject({
      cpuRatio14_720: 8,
      worstFpsRatio14_720: 0.9,
      encodeRatio14: 1.1,
      delayRatio: 1.1,
    });
  });

  it('say null of what this run did not measure', () => {
    const ratios = ratiosOf([measured('mesh', 14, { senderMs: 12 })], 'h264');
    expect(Object.values(ratios)).toEqual(Object.values(ratios).map(() => null));
  });
});
