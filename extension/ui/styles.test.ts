import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';

/* Motion, glass and schemes come from the tokens alone, so that what the system prefers holds everywhere. */

const folder = path.join(import.meta.dirname, '..');
const names = (await readdir(folder, { recursive: true })).filter(
  (name) => name.endsWith('.css') && !/tokens\.css$|base\.css$/.test(name),
);
const sheets = await Promise.all(
  names.map(async (name) => ({ name, text: await readFile(path.join(folder, name), 'utf8') })),
);
const using = (pattern: RegExp): string[] =>
  sheets.flatMap(({ name, text }) => (text.match(pattern) ?? []).map((found) => `${name}: ${found.trim()}`));

it('there is something to look at', () => {
  expect(names.length).toBeGreaterThan(30);
});

it('whatever moves takes the time that the tokens give it: none where less motion is preferred', () => {
  expect(using(/transition[^;{}]*?\b[1-9][\d.]*m?s\b/g)).toEqual([]);
});

it('glass is the tokens’ own: none where less transparency is preferred', () => {
  expect(using(/backdrop-filter:(?!\s*(?:var\(--glass\)|none))[^;]*/g)).toEqual([]);
});

it('no sheet has a colour scheme of its own', () => {
  expect(using(/prefers-color-scheme[^)]*/g)).toEqual([]);
});
