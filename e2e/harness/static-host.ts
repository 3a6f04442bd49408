import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import * as v from 'valibot';
import { build } from 'vite';
import { inRoot } from '../../scripts/lib/root.ts';

/** The web viewer on static hosting, apart from its service. */
export interface StaticHost {
  readonly origin: string;
  close(): Promise<void>;
}

/** What is read of `vercel.json`. */
const hosting = v.object({
  rewrites: v.array(v.object({ source: v.string(), destination: v.string() })),
  headers: v.array(
    v.object({ source: v.string(), headers: v.array(v.object({ key: v.string(), value: v.string() })) }),
  ),
});

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/**
 * Builds the web viewer for a service elsewhere, and serves it as Vercel would: files first, then the rewrites, with the
 * headers of every source that fits.
 * @param service `VITE_SIGNALING_URL`
 */
export async function serveStatically(service: string): Promise<StaticHost> {
  const { rewrites, headers } = v.parse(hosting, JSON.parse(await readFile(inRoot('vercel.json'), 'utf8')));
  const folder = await mkdtemp(path.join(os.tmpdir(), 'porthole-static-'));
  const remove = () => rm(folder, { recursive: true });
  await buildFor(service, folder).catch(async (error: unknown) => {
    await remove();
    throw error;
  });
  const answer = async (pathname: string, response: ServerResponse): Promise<void> => {
    for (const { source, headers: fields } of headers) {
      if (fits(source, pathname)) for (const { key, value } of fields) response.setHeader(key, value);
    }
    const rewrite = rewrites.find(({ source }) => fits(source, pathname))?.destination;
    const file = (await read(folder, pathname)) ?? (rewrite ? await read(folder, rewrite) : null);
    const type = TYPES[path.extname(rewrite ?? pathname)] ?? 'application/octet-stream';
    response.writeHead(file ? 200 : 404, { 'content-type': type }).end(file);
  };
  const server = createServer((request, response) => {
    void answer(new URL(request.url ?? '/', 'http://host').pathname, response);
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://localhost:${port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await remove();
    },
  };
}

/** With the environment of a build on Vercel. */
async function buildFor(service: string, outDir: string): Promise<void> {
  const before = { ...process.env };
  Object.assign(process.env, { VERCEL: '1', VITE_SIGNALING_URL: service });
  try {
    const configFile = inRoot('extension', 'web', 'vite.config.ts');
    await build({ configFile, logLevel: 'error', build: { outDir } });
  } finally {
    for (const name of ['VERCEL', 'VITE_SIGNALING_URL']) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  }
}

/** Vercel's sources (path-to-regexp), as far as they are used: `:name` for a segment, and groups. */
function fits(source: string, pathname: string): boolean {
  return new RegExp(`^${source.replaceAll(/:\w+/g, '[^/]+')}$`).test(pathname);
}

async function read(folder: string, pathname: string): Promise<Buffer | null> {
  const file = path.join(folder, pathname);
  return file.startsWith(folder) ? readFile(file).catch(() => null) : null;
}
