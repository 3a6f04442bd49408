import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { inRoot } from '../../scripts/lib/root.ts';
import type { Scope } from './scope.ts';

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' };

/**
 * Builds the page that puts the engine's parts together, and serves it on a free port of the loopback interface.
 * The engine starts a module worker of its own file, which only a bundler resolves.
 * @returns the page's address
 */
export async function serveEnginePage(scope: Scope): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'porthole-engine-page-'));
  scope.own(folder, () => rm(folder, { recursive: true, force: true }));
  await build({
    configFile: false,
    root: inRoot('e2e', 'engine-page'),
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true, target: 'es2022', minify: false },
  });
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const file = pathname === '/' ? 'index.html' : path.basename(pathname);
    const found = file === 'index.html' ? file : path.join('assets', file);
    readFile(path.join(folder, found))
      .then((content) => {
        response.setHeader('content-type', TYPES[path.extname(found)] ?? 'application/octet-stream');
        return response.end(content);
      })
      .catch(() => response.writeHead(404).end());
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  scope.own(server, async () => {
    server.closeAllConnections();
    await new Promise((resolve) => {
      server.close(resolve);
    });
  });
  return `http://localhost:${(server.address() as AddressInfo).port}/`;
}
