import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  FITTED,
  pan,
  placePicture,
  showAt,
  zoomAbout,
  type Frame,
  type Place,
  type Point,
  type Zoom,
} from './zoom.ts';

const side = (min: number, max: number) => fc.integer({ min, max });
const size = (min: number, max: number) => fc.record({ width: side(min, max), height: side(min, max) });

const frames: fc.Arbitrary<Frame> = fc.record({
  picture: size(16, 4096),
  room: size(200, 4000),
  pixelRatio: fc.constantFrom(1, 1.25, 1.5, 2, 3),
});

/** In shares of the room. */
const points: fc.Arbitrary<Point> = fc.record({
  x: fc.double({ min: 0, max: 1, noNaN: true }),
  y: fc.double({ min: 0, max: 1, noNaN: true }),
});

const factors = fc.double({ min: 0.2, max: 5, noNaN: true });

type Step =
  | { readonly at: Point; readonly factor: number }
  | { readonly by: Point }
  | { readonly to: 'fit' | 'fill' | 'actual' };

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    fc.record({ at: points, factor: factors }),
    fc.record({ by: points }),
    fc.record({ to: fc.constantFrom('fit' as const, 'fill' as const, 'actual' as const) }),
  ),
  { maxLength: 12 },
);

const inRoom = ({ x, y }: Point, { room }: Frame): Point => ({ x: x * room.width, y: y * room.height });

/** What a person may have done to the picture. */
function play(done: readonly Step[], frame: Frame): Zoom {
  return done.reduce<Zoom>((zoom, step) => {
    if ('to' in step) return showAt(zoom, step.to);
    if ('by' in step)
      return pan(zoom, frame, inRoom({ x: 3 * step.by.x - 1.5, y: 3 * step.by.y - 1.5 }, frame));
    return zoomAbout(zoom, frame, inRoom(step.at, frame), step.factor);
  }, FITTED);
}

/** px; what numbers with a fraction leave */
const HAIR = 1e-3;

/** The same in each direction. */
function axes({ room }: Frame, { x, y, width, height }: Place) {
  return [
    { from: x, length: width, room: room.width },
    { from: y, length: height, room: room.height },
  ];
}

/** px that the picture lies away from where it should, in the direction in which it is worse. */
function astray(wanted: readonly (number | null)[], frame: Frame, place: Place): number {
  return Math.max(...axes(frame, place).map(({ from }, axis) => Math.abs(from - (wanted[axis] ?? from))));
}

describe('whatever one does to the picture', () => {
  it('covers the room or lies in its middle, in each direction', () => {
    fc.assert(
      fc.property(frames, steps, (frame, done) => {
        const within = axes(frame, placePicture(play(done, frame), frame)).map(({ from, length, room }) =>
          length > room
            ? from <= HAIR && from + length >= room - HAIR
            : Math.abs(from + length / 2 - room / 2) < HAIR,
        );
        expect(within).toEqual([true, true]);
      }),
    );
  });

  it('keeps its shape, and its size within the limits', () => {
    fc.assert(
      fc.property(frames, steps, (frame, done) => {
        const { width, height } = placePicture(play(done, frame), frame);
        const fit = placePicture(FITTED, frame).width;
        const actual = frame.picture.width / frame.pixelRatio;
        const fill = placePicture(showAt(FITTED, 'fill'), frame).width;
        expect(width / height / (frame.picture.width / frame.picture.height)).toBeCloseTo(1, 6);
        expect(width).toBeGreaterThanOrEqual(Math.min(fit, actual) - HAIR);
        expect(width).toBeLessThanOrEqual(Math.max(fill, actual * 8) + HAIR);
      }),
    );
  });
});

describe('zooming in', () => {
  it('keeps the point under the pointer, wherever the picture covers the room', () => {
    const more = fc.double({ min: 1, max: 5, noNaN: true });
    fc.assert(
      fc.property(frames, steps, points, more, (frame, done, share, factor) => {
        const zoom = play(done, frame);
        const at = inRoom(share, frame);
        const before = placePicture(zoom, frame);
        const next = zoomAbout(zoom, frame, at, factor);
        const after = placePicture(next, frame);
        // A filled picture may be past the limit: to go back to it is to zoom out.
        fc.pre(next.size !== 'fit' && after.width >= before.width);
        const growth = after.width / before.width;
        const wanted = axes(frame, before).map(({ from, length, room }, axis) => {
          const pointer = axis === 0 ? at.x : at.y;
          return length < room ? null : pointer - (pointer - from) * growth;
        });
        expect(astray(wanted, frame, after)).toBeLessThan(HAIR);
      }),
    );
  });

  it('and out again about the same point ends where it began', () => {
    fc.assert(
      fc.property(frames, points, (frame, share) => {
        const at = inRoom(share, frame);
        const zoom = showAt(FITTED, 'fill');
        const there = zoomAbout(zoom, frame, at, 1.2);
        const was = placePicture(zoom, frame);
        const grown = placePicture(there, frame).width / was.width;
        fc.pre(there.size !== 'fit' && Math.abs(grown - 1.2) < 1e-6);
        const back = zoomAbout(there, frame, at, 1 / 1.2);
        fc.pre(back.size !== 'fit');
        expect(astray([was.x, was.y], frame, placePicture(back, frame))).toBeLessThan(0.01);
      }),
    );
  });
});

describe('panning', () => {
  it('moves the picture by as much as was asked, where it stays within', () => {
    fc.assert(
      fc.property(frames, points, (frame, share) => {
        const zoom = zoomAbout(FITTED, frame, inRoom({ x: 0.5, y: 0.5 }, frame), 4);
        const by = [(share.x - 0.5) * 10, (share.y - 0.5) * 10] as const;
        const wanted = axes(frame, placePicture(zoom, frame)).map(({ from, length, room }, axis) => {
          const to = from + (by[axis] ?? 0);
          return to > 0 || to + length < room ? null : to;
        });
        const after = placePicture(pan(zoom, frame, { x: by[0], y: by[1] }), frame);
        expect(astray(wanted, frame, after)).toBeLessThan(HAIR);
      }),
    );
  });
});
