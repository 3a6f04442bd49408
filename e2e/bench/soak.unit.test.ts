import { expect, test } from 'vitest';
import { growth } from './soak.ts';

const reading = (seconds: number, rssMb: number) => ({ seconds, rssMb, fpsMin: 30 });

test('growth is that of the second half, by the minute', () => {
  const filling = [reading(0, 100), reading(30, 200)];
  expect(growth([...filling, reading(60, 250), reading(90, 252)])).toBeCloseTo(4);
  expect(growth([...filling, reading(60, 250), reading(90, 250)])).toBe(0);
});

test('one reading has not grown', () => {
  expect(growth([reading(0, 100)])).toBe(0);
});
