import { expect, it } from 'vitest';
import { PRESET_IDS } from '../core/presets.ts';
import {
  bitrateText,
  bytesText,
  durationText,
  lossText,
  peerName,
  pictureText,
  presetText,
} from './format.ts';

it.each([
  [0, '0 kbps'],
  [820.4, '820 kbps'],
  [999.6, '1 Mbps'],
  [1000, '1 Mbps'],
  [3240, '3.2 Mbps'],
  [9960, '10 Mbps'],
  [35_000, '35 Mbps'],
])('writes %d kbit/s as %s', (kbps, text) => {
  expect(bitrateText(kbps)).toBe(text);
});

it('shows each preset with its rate', () => {
  expect(PRESET_IDS.map(presetText)).toEqual([
    '1080p · 30 fps · 8 Mbps',
    '1080p · 60 fps · 16 Mbps',
    '1440p · 30 fps · 16 Mbps',
    '1440p · 60 fps · 32 Mbps',
    '4K · 30 fps · 35 Mbps',
    '4K · 60 fps · 60 Mbps',
  ]);
});

it('says nothing about a picture before its first frame', () => {
  expect(pictureText({ height: 0, fps: 0 })).toBe('');
});

it.each([
  [0, '0%'],
  [0.004, '0.4%'],
  [0.1234, '12%'],
])('writes a loss of %d as %s', (loss, text) => {
  expect(lossText(loss)).toBe(text);
});

it('calls a peer by its name', () => {
  expect(peerName({ id: 'c37f9', name: '  Zoë 👩‍💻 ' })).toBe('Zoë 👩‍💻');
});

it.each(['', '   ', '\u200B\u200D', '\u202E'])(
  'calls a peer whose name shows nothing a guest (%j)',
  (name) => {
    expect(peerName({ id: 'c37f9', name })).toBe('Guest c37f');
  },
);

it('lets no name turn the words around it', () => {
  expect(peerName({ id: 'x', name: 'Al\u202Eex\nstopped' })).toBe('Al ex stopped');
});

it.each([
  [0, '0:00'],
  [7999, '0:07'],
  [754_000, '12:34'],
  [3_729_000, '1:02:09'],
])('writes %d ms as %s', (ms, text) => {
  expect(durationText(ms)).toBe(text);
});

it.each([
  [0, '0 MB'],
  [3_440_000, '3.4 MB'],
  [512_000_000, '512 MB'],
  [3_600_000_000, '3.6 GB'],
])('writes %d bytes as %s', (bytes, text) => {
  expect(bytesText(bytes)).toBe(text);
});
