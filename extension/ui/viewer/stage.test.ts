import { expect, it } from 'vitest';
import { choose, EMPTY_STAGE, followSharers } from './stage.ts';

/** The stage after the sharers were these, one list after the other. */
const after = (...lists: string[][]) => lists.reduce(followSharers, EMPTY_STAGE);

it('is empty with nobody sharing', () => {
  expect(after([]).on).toBeNull();
});

it('shows who just started', () => {
  expect(after(['a']).on).toBe('a');
  expect(after(['a'], ['a', 'b']).on).toBe('b');
  expect(after(['b'], ['a', 'b']).on).toBe('a');
});

it('shows the last of several who are there already', () => {
  expect(after(['a', 'b']).on).toBe('b');
});

it('goes back to one who remains when the large one stops', () => {
  expect(after(['a'], ['a', 'b'], ['a']).on).toBe('a');
  expect(after(['a'], []).on).toBeNull();
});

it('stays where it is when another stops', () => {
  expect(after(['a'], ['a', 'b'], ['b']).on).toBe('b');
});

it('keeps a choice until someone else starts', () => {
  const chosen = choose(after(['a', 'b']), 'a');
  expect(chosen.on).toBe('a');
  expect(followSharers(chosen, ['a', 'b']).on).toBe('a');
  expect(followSharers(chosen, ['a', 'b', 'c']).on).toBe('c');
});

it('takes no choice of someone who does not share', () => {
  const stage = after(['a']);
  expect(choose(stage, 'z')).toBe(stage);
  expect(choose(stage, undefined)).toBe(stage);
});

it('is the same object when nothing changed', () => {
  const stage = after(['a']);
  expect(followSharers(stage, ['a'])).toBe(stage);
});
