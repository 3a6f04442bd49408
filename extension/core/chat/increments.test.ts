import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyIncrement, incrementOf } from './increments.ts';
import type { ChatLine } from './line.ts';

const line = (key: number, edition: number): ChatLine => ({
  kind: 'said',
  key: `${key}`,
  id: `${key}`,
  from: 'ann',
  name: '',
  text: `${edition}`,
  at: key,
  delivered: null,
  told: null,
});

test('an increment makes the old list the new one, and carries no line that is the same', () => {
  const list = fc.uniqueArray(fc.nat(30)).map((keys) => keys.toSorted((a, b) => a - b));
  fc.assert(
    fc.property(list, list, fc.func(fc.boolean()), (old, next, changes) => {
      const before = old.map((key) => line(key, 0));
      const same = new Map(before.map((each) => [each.key, each]));
      const after = next.map((key) => (changes(key) ? line(key, 1) : (same.get(`${key}`) ?? line(key, 1))));
      const increment = incrementOf(before, after);
      expect(applyIncrement(before, structuredClone(increment))).toEqual(after);
      expect(increment.put.filter((each) => before.includes(each.line))).toEqual([]);
    }),
  );
});
