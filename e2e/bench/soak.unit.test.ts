import { expect, test } from 'vitest';
import { growth } from './soak.ts';

const reading = (visits: number, rssMb: number) => ({ visits, rssMb });
const memory = ({ rssMb }: { readonly rssMb: number }) => rssMb;

test('growth is that of the second half, for each hundred visits', () => {
  const filling = [reading(0, 100), reading(10, 200)];
  expect(growth([...filling, reading(20, 250), reading(70, 252)], memory)).toBeCloseTo(4);
  expect(growth([...filling, reading(20, 250), reading(70, 250)], memory)).toBe(0);
});

test('one reading has not grown', () => {
  expect(growth([reading(0, 100)], memory)).toBe(0);
});
