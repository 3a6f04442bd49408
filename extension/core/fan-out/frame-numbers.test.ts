import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFrameNumbers } from './frame-numbers.ts';

const key = (frameId: number) => ({ frameId, dependencies: [], key: true });
const delta = (frameId: number, ...dependencies: number[]) => ({ frameId, dependencies, key: false });

describe('frame numbers', () => {
  it('go on from one encoder to the next', () => {
    const numbers = createFrameNumbers();
    expect(numbers.next(key(500))).toEqual({ frameId: 1, dependencies: [] });
    expect(numbers.next(delta(501, 500))).toEqual({ frameId: 2, dependencies: [1] });
    expect(numbers.next(key(7))).toEqual({ frameId: 3, dependencies: [] });
    expect(numbers.next(delta(8, 7))).toEqual({ frameId: 4, dependencies: [3] });
  });

  it('close the gap that a dropped layer leaves', () => {
    const numbers = createFrameNumbers();
    numbers.next(key(1));
    expect(numbers.next(delta(5, 1))).toEqual({ frameId: 2, dependencies: [1] });
  });

  it('tell a frame that needs a dropped one', () => {
    const numbers = createFrameNumbers();
    numbers.next(key(1));
    expect(numbers.decodable(delta(3, 2))).toBe(false);
    expect(numbers.decodable(delta(3, 1))).toBe(true);
    expect(numbers.decodable(key(4))).toBe(true);
  });

  it('know nothing of frames before the last key', () => {
    const numbers = createFrameNumbers();
    numbers.next(key(1));
    numbers.next(key(2));
    expect(numbers.decodable(delta(3, 1))).toBe(false);
  });

  it('grow by one for each frame, and depend on earlier ones alone, whatever comes in', () => {
    const frames = fc.array(
      fc.record({
        frameId: fc.nat(300),
        dependencies: fc.array(fc.nat(300), { maxLength: 4 }),
        key: fc.boolean(),
      }),
      { maxLength: 400 },
    );
    fc.assert(
      fc.property(frames, (all) => {
        const numbers = createFrameNumbers();
        all.forEach((frame, index) => {
          const { frameId, dependencies } = numbers.next(frame);
          expect(frameId).toBe(index + 1);
          expect(dependencies.every((id) => id >= 1 && id < frameId)).toBe(true);
        });
      }),
    );
  });
});
