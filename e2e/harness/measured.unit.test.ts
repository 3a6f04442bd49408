import { describe, expect, it } from 'vitest';
import type { SeenFrame } from '../probe/picture.ts';
import { summarise } from './measured.ts';

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
