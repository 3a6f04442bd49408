import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatPointerMessage, parsePointerMessage, PLACES, type Aim } from './pointer-message.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const aim = fc.record({ x: share, y: share, pen: fc.boolean() });
/** A 4K picture on a 4K screen: a third of its pixel. */
const NEAR = 1 / 3840 / 3;

const there = (at: readonly Aim[]) => {
  const message = parsePointerMessage(formatPointerMessage({ type: 'point', at: [...at] }));
  return message?.type === 'point' ? message.at : null;
};

test('a place arrives where it was sent from, to a fraction of a pixel', () => {
  fc.assert(
    fc.property(fc.array(aim, { maxLength: PLACES }), (aims) => {
      const arrived = there(aims) ?? [];
      expect(arrived).toHaveLength(aims.length);
      for (const [index, { x, y, pen }] of aims.entries()) {
        expect(Math.abs((arrived[index]?.x ?? 9) - x)).toBeLessThan(NEAR);
        expect(Math.abs((arrived[index]?.y ?? 9) - y)).toBeLessThan(NEAR);
        expect(arrived[index]?.pen).toBe(pen);
      }
    }),
  );
});

test('more places than a message takes are thinned out evenly, and the last one stays', () => {
  const many = Array.from({ length: 81 }, (_, index) => ({ x: index / 80, y: 0, pen: true }));
  const arrived = there(many) ?? [];
  expect(arrived).toHaveLength(PLACES);
  expect(arrived.at(-1)?.x).toBe(1);
  const gaps = arrived.map(({ x }, index) => x - (arrived[index - 1]?.x ?? 0));
  expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThan(2 / 80);
});

test('a place outside of the picture is sent as its edge', () => {
  expect(there([{ x: -3, y: 7, pen: false }])).toEqual([{ x: 0, y: 1, pen: false }]);
});

test('nowhere is a message too: who says so points no more', () => {
  expect(there([])).toEqual([]);
});

test('what the sharer passes on names whose it is', () => {
  const of = [{ id: 'ann', at: [{ x: 0, y: 1, pen: true }] }];
  expect(parsePointerMessage(formatPointerMessage({ type: 'pointers', of }))).toEqual({
    type: 'pointers',
    of,
  });
});

const pointers = (of: unknown) => JSON.stringify({ type: 'pointers', of });

describe('dropped is', () => {
  test.each<[string, unknown]>([
    ['no text', new ArrayBuffer(4)],
    ['no JSON', '{"type":"point"'],
    ['another type', '{"type":"draw","at":[]}'],
    ['a place outside', '{"type":"point","at":[[70000,0,0]]}'],
    ['a place before the edge', '{"type":"point","at":[[-1,0,0]]}'],
    ['a fraction', '{"type":"point","at":[[1.5,0,0]]}'],
    ['a text as a place', '{"type":"point","at":[["1",0,0]]}'],
    ['a pen that is neither up nor down', '{"type":"point","at":[[1,1,2]]}'],
    ['half a place', '{"type":"point","at":[[1]]}'],
    ['too many places', JSON.stringify({ type: 'point', at: Array.from({ length: 9 }, () => [1, 1, 0]) })],
    ['an id that is none', pointers([{ id: '<b>', at: [] }])],
    ['too many members', pointers(Array.from({ length: 15 }, (_, index) => ({ id: `p${index}`, at: [] })))],
    ['too much', `{"type":"point","at":[],"more":"${'x'.repeat(9000)}"}`],
  ])('%s', (_what, data) => expect(parsePointerMessage(data)).toBeNull());

  test('anything else, without a throw', () => {
    for (const garbage of [fc.anything(), fc.json()]) {
      fc.assert(
        fc.property<[unknown]>(garbage, (data) => {
          expect(parsePointerMessage(data)).toBeNull();
        }),
      );
    }
  });
});
