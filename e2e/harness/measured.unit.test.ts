import { describe, expect, it } from 'vitest';
import type { SeenFrame } from '../probe/picture.ts';
import { backAfter, summarise } from './measured.ts';

/** A frame that was drawn 40 ms before it was seen. */
function seen(at: number, counter: number | null): SeenFrame {
  return { at, width: 1280, height: 720, counter, latencyMs: counter === null ? null : 40 };
}

describe('what some seconds of pictures amount to', () => {
  it('counts a frame that is shown twice once', () => {
    const frames = [seen(100, 1), seen(400, 2), seen(600, 2), seen(900, 3)];
    expect(summarise(frames, 0, 1000)).toMatchObject({ fps: 3, width: 1280, latencyMsP50: 40, readable: 1 });
  });

  it('takes a freeze at the beginning, in the middle or at the end for a gap', () => {
    expect(summarise([seen(800, 1), seen(900, 2)], 0, 1000).maxGapMs).toBe(800);
    expect(summarise([seen(100, 1), seen(800, 1), seen(900, 2)], 0, 1000).maxGapMs).toBe(800);
    expect(summarise([seen(100, 1)], 0, 1000).maxGapMs).toBe(900);
  });

  it('has no delay and no size where nothing came', () => {
    const nothing = { fps: 0, width: 0, height: 0, latencyMsP50: null, latencyMsP95: null, maxGapMs: 1000 };
    expect(summarise([], 0, 1000)).toEqual({ ...nothing, readable: 0 });
  });

  it('says which share of the frames could be read', () => {
    expect(summarise([seen(100, 1), seen(200, null)], 0, 1000).readable).toBe(0.5);
  });
});

/** Frames 100 ms apart. */
const steady = (from: number, to: number) =>
  Array.from({ length: (to - from) / 100 }, (_, index) => seen(from + index * 100, index));

describe('when a picture was live again', () => {
  it('is the first frame after the last long pause', () => {
    expect(backAfter(steady(1500, 4000), 1000, 4000)).toBe(500);
    expect(backAfter([...steady(1050, 1150), ...steady(3000, 6000)], 1000, 6000)).toBe(2000);
  });

  it('is not known before it has stayed so for 2 s', () => {
    expect(backAfter(steady(1500, 3000), 1000, 3000)).toBeNull();
    expect(backAfter(steady(1500, 2500), 1000, 5000)).toBeNull();
    expect(backAfter([], 1000, 1500)).toBeNull();
  });

  it('does not take old pictures for live ones', () => {
    const old = steady(1000, 2000).map((frame) => ({ ...frame, latencyMs: 3000 }));
    expect(backAfter([...old, ...steady(2000, 5000)], 900, 5000)).toBe(1100);
  });
});
