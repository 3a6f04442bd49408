import { readFile, readdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { SERVER_ORIGIN } from '../../build.config.ts';
import { inRoot } from './root.ts';
import { runScript } from './run.ts';

interface Part {
  readonly script: string;
  /** A file that the build writes anew. */
  readonly output: string;
  readonly sources: readonly string[];
}

const SHARED = ['signaling/protocol', 'build.config.ts', 'package-lock.json'];

const PARTS: readonly Part[] = [
  {
    script: 'build:extension',
    output: '.output/chrome-mv3/manifest.json',
    sources: ['extension', 'wxt.config.ts', ...SHARED],
  },
  { script: 'build:web', output: 'signaling/dist/web/index.html', sources: ['extension', ...SHARED] },
  { script: 'build:signaling', output: 'signaling/dist/src/main.js', sources: ['signaling/src', ...SHARED] },
];

/** Says for which server the extension in .output was built. */
const ORIGIN_FILE = inRoot('.output', 'server-origin');

const SKIPPED = new Set(['node_modules', 'dist', '.output']);

/**
 * Builds what is missing, older than its sources, or made for another server.
 * @throws Error that names the build that failed
 */
export async function ensureBuilt(): Promise<void> {
  const sameServer = (await readFile(ORIGIN_FILE, 'utf8').catch(() => '')) === SERVER_ORIGIN;
  for (const part of PARTS) {
    if (sameServer && (await isFresh(part))) continue;
    if ((await runScript(part.script)) !== 0) throw new Error(`npm run ${part.script} failed`);
  }
  await writeFile(ORIGIN_FILE, SERVER_ORIGIN);
}

async function isFresh({ output, sources }: Part): Promise<boolean> {
  const built = await stat(inRoot(output)).catch(() => null);
  if (!built) return false;
  const changes = await Promise.all(sources.map((source) => lastChange(inRoot(source))));
  return Math.max(...changes) < built.mtimeMs;
}

/** ms since the epoch of the youngest file under a path. */
async function lastChange(file: string): Promise<number> {
  const { mtimeMs, isDirectory } = await stat(file).then((info) => ({
    mtimeMs: info.mtimeMs,
    isDirectory: info.isDirectory(),
  }));
  if (!isDirectory) return mtimeMs;
  const names = (await readdir(file)).filter((name) => !SKIPPED.has(name));
  return Math.max(0, ...(await Promise.all(names.map((name) => lastChange(path.join(file, name))))));
}
