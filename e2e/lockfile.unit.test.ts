import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { inRoot } from '../scripts/lib/root.ts';

/** What is read of package-lock.json. */
interface Lockfile {
  readonly packages: Readonly<Record<string, Locked>>;
}
interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
}

/** The address is left out where the lockfile was written without it. */
const isOfRegistry = (resolved?: string) => !resolved || new URL(resolved).host === 'registry.npmjs.org';

const { packages } = JSON.parse(await readFile(inRoot('package-lock.json'), 'utf8')) as Lockfile;
const foreign = Object.entries(packages).filter(([where, { link }]) => /node_modules\//.test(where) && !link);

test('every package is pinned by its hash, and comes from the registry', () => {
  expect(foreign.length).toBeGreaterThan(100);
  for (const [where, { version, integrity }] of foreign) {
    expect([where, version]).toEqual([where, expect.stringMatching(/^\d+\.\d+\.\d+/)]);
    expect([where, integrity]).toEqual([where, expect.stringMatching(/^sha512-/)]);
  }
  const elsewhere = foreign.filter(([, { resolved }]) => !isOfRegistry(resolved));
  expect(elsewhere.map(([where]) => where)).toEqual([]);
});

/** The service's fast unmasking: a native part, which is built where none fits. */
const MAY_RUN = ['node_modules/bufferutil'];

test('nothing else that is shipped runs a script when it is installed', () => {
  const scripted = foreign.filter(([, { hasInstallScript, dev }]) => hasInstallScript && !dev);
  expect(scripted.map(([where]) => where)).toEqual(MAY_RUN);
});
