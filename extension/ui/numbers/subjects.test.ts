import { describe, expect, test } from 'vitest';
import { fakePeer, fakeShare, fakeSnapshot, fakeStats } from '../../testing/fake-snapshot.ts';
import { chooseSubject, subjectsOf } from './subjects.ts';

const ANN = fakePeer('ann', { name: 'Ann', sharing: true, receiving: fakeStats() });
const BOB = fakePeer('bob', { name: 'Bob' });
const valuesOf = (part: Parameters<typeof fakeSnapshot>[0]) =>
  subjectsOf(fakeSnapshot(part)).map(({ value }) => value);

describe('what there are numbers of', () => {
  test('for a viewer: whoever shares', () => expect(valuesOf({ peers: [ANN, BOB] })).toEqual(['down-ann']));

  test('for a sharer: everyone together, and each', () =>
    expect(valuesOf({ peers: [BOB], share: fakeShare() })).toEqual(['up', 'up-bob']));

  test('for both at once: all of that', () =>
    expect(valuesOf({ peers: [ANN, BOB], share: fakeShare() })).toEqual([
      'down-ann',
      'up',
      'up-ann',
      'up-bob',
    ]));
});

describe('what is looked at', () => {
  const subjects = subjectsOf(fakeSnapshot({ peers: [ANN, BOB], share: fakeShare() }));

  test('is what was chosen, while it is there', () => {
    expect(chooseSubject(subjects, 'up-bob', 'ann')?.value).toBe('up-bob');
    expect(chooseSubject(subjects, 'up-eve', 'ann')?.value).toBe('down-ann');
  });

  test('is the large picture, or what comes first', () => {
    expect(chooseSubject(subjects, null, null)?.value).toBe('down-ann');
    expect(chooseSubject([], null, 'ann')).toBeNull();
  });
});
