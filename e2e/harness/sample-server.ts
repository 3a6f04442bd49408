import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inRoot } from '../../scripts/lib/root.ts';
import { bundle } from './bundle.ts';

export interface SampleServer {
  /** Address of the sample page; `?title=` gives a tab its title. */
  readonly url: string;
  /** Address of an empty page. */
  readonly blank: string;
  close(): Promise<void>;
}

/** Serves the sample page on a free port. @param host default: nobody else can reach it */
export async function serveSample(host = 'localhost'): Promise<SampleServer> {
  const html = await readFile(inRoot('e2e', 'sample', 'index.html'), 'utf8');
  const script = await bundle(inRoot('e2e', 'sample', 'sample.ts'));
  const page = html.replace('/* script */', () => script);
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(request.url?.startsWith('/blank') ? '<!doctype html><title>Blank</title>' : page);
  });
  server.listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${port}/`,
    blank: `http://${host}:${port}/blank`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}
