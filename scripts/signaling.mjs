/**
 * `npm run signaling`: the signaling service alone, in the foreground, as a self-hoster starts it from a checkout.
 * Builds what is missing or older than its sources: the service, and the web viewer that it serves at a room's link.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const service = join(root, 'signaling/dist/src/main.js');
/** @type {string[]} */
const flags = JSON.parse(readFileSync(join(root, 'signaling/node-flags.json'), 'utf8'));
const viewer = join(root, 'signaling/dist/web/index.html');

if (isOlder(service, ['signaling/src', 'signaling/protocol'])) run('build:signaling');
if (!process.env.WEB_DIR && existsSync(join(root, 'extension/web/vite.config.ts')) && !existsSync(viewer)) {
  run('build:web');
}
start();

/** @param {string} script an npm script of the root; its failure is this command's */
function run(script) {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { status } = spawnSync(npm, ['run', '--silent', script], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
}

/**
 * @param {string} output
 * @param {string[]} folders of its sources
 */
function isOlder(output, folders) {
  if (!existsSync(output)) return true;
  const built = statSync(output).mtimeMs;
  const sources = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  return sources.some((source) => statSync(source).mtimeMs > built);
}

/** Runs the service; it gets the signals that this process gets, and its end is this process's. */
function start() {
  const child = spawn(process.execPath, [...flags, service], { cwd: root, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}
