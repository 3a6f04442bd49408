import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inRoot } from '../scripts/lib/root.ts';

/** A file, and the name of a test in it, as the table's last column has them. */
const NAMED = /`([\w./-]+\.test\.ts|[\w./-]+\.e2e\.ts)`: ([^|]+?) \|/g;

const table = readFileSync(inRoot('docs', 'faults.md'), 'utf8');
const named = [...table.matchAll(NAMED)].map(([, file = '', name = '']) => [name, file] as const);

test('every row names its test', () => {
  const rows = table.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| Fault |'));
  const silent = rows.filter((row) => !row.endsWith('| the same |') && !row.match(NAMED));
  expect(silent).toEqual([]);
  expect(rows.length).toBeGreaterThan(15);
});

test.each(named)('“%s” is there', (name, file) => {
  const source = readFileSync(inRoot(file), 'utf8').replaceAll(/\\(['`])/g, '$1');
  expect(source).toContain(name);
});
