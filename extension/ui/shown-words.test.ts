import { expect, it } from 'vitest';
import { SHOWN_REASONS, type Shown } from '../core/shown.ts';
import { heldWords, isWeak, shownWords, uplinkWords } from './shown-words.ts';

const shown = (change: Partial<Shown>): Shown => ({
  lines: 720,
  fps: 30,
  reason: 'link',
  kbps: 600,
  linkKbps: 700,
  ...change,
});

it('tells what a weak link carries', () => {
  expect(shownWords(shown({}))).toBe('Showing 720p, 30 fps to keep it smooth – the link carries 700 kbps.');
  expect(shownWords(shown({ linkKbps: null }))).toBe('Showing 720p, 30 fps to keep it smooth.');
  expect(heldWords(shown({}))).toBe('Their link: 700 kbps');
});

it('tells every reason from every other, in a sentence', () => {
  const sentences = SHOWN_REASONS.map((reason) => shownWords(shown({ reason })));
  expect(new Set(sentences).size).toBe(SHOWN_REASONS.length);
  for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].*\.$/);
});

it('speaks up by itself of what nobody wished for only', () => {
  expect(SHOWN_REASONS.filter((reason) => isWeak(shown({ reason })))).toEqual([
    'link',
    'uplink',
    'cpu',
    'decoder',
  ]);
});

it('says nothing to the sharer of who gets all', () => {
  expect(heldWords(shown({ reason: 'full' }))).toBe('');
});

it('does not speak of a picture where there is none', () => {
  expect(shownWords(shown({ reason: 'asked', lines: 0 }))).toBe('No picture, as asked.');
  expect(shownWords(shown({ reason: 'hidden', lines: 0 }))).toBe('No picture while nobody looks.');
  expect(shownWords(shown({ reason: 'hidden', lines: 360 }))).toMatch(
    /^Showing 360p, .* while nobody looks\.$/,
  );
});

it('tells what the upload carries', () => {
  expect(uplinkWords(6000)).toContain('6 Mbps');
});
