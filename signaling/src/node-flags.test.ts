import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

const read = (path: string): Promise<string> => readFile(new URL(path, import.meta.url), 'utf8');
const flags: readonly string[] = JSON.parse(await read('../node-flags.json'));

test('npm start and the container start Node with the flags of node-flags.json', async () => {
  const manifest: { scripts: Record<string, string> } = JSON.parse(await read('../package.json'));
  expect(manifest.scripts['start']).toBe(['node', ...flags, 'dist/src/main.js'].join(' '));
  const command = /^CMD (.*)$/mu.exec(await read('../Dockerfile'))?.[1] ?? '';
  expect(JSON.parse(command)).toEqual(['node', ...flags, 'dist/src/main.js']);
});

test('Node knows them', () => {
  const { status, stderr } = spawnSync(process.execPath, [...flags, '--eval', ''], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
});
