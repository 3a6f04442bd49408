import { expect, it } from 'vitest';
import { fakeRoom } from '../../testing/fake-snapshot.ts';
import { chooseTarget } from './target.ts';

const room = fakeRoom({ id: 'old', link: 'https://h.example/r/old#AAAAAAAAAAAAAAAAAAAAAA' });
const pasted = { origin: 'https://h.example', room: 'theirs', key: null, phrase: false };

it('makes a new room when there is none', () => {
  expect(chooseTarget(null, null)).toBeNull();
});

it('goes on in the room of the share that ended, so that its link stays good', () => {
  expect(chooseTarget(null, room)).toEqual({
    link: room.link,
    room: 'old',
    open: false,
    phrase: false,
    again: true,
  });
});

it('makes a new room when one is asked for', () => {
  expect(chooseTarget('new', room)).toBeNull();
});

it('prefers the room that was pasted, and knows that it is open', () => {
  expect(chooseTarget(pasted, room)).toEqual({
    link: 'https://h.example/r/theirs',
    room: 'theirs',
    open: true,
    phrase: false,
    again: false,
  });
});
