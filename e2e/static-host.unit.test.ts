import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../signaling/src/testing/server.ts';
import { serveStatically, type StaticHost } from './harness/static-host.ts';

let service: TestServer;
let host: StaticHost;
let page = '';
let response: Response;
beforeAll(async () => {
  service = await startServer();
  host = await serveStatically(service.ws);
  response = await fetch(`${host.origin}/r/room`);
  page = await response.text();
}, 30_000);
afterAll(async () => {
  await host.close();
  await service.server.close();
});

type Policy = Map<string, string>;

function readPolicy(text: string): Policy {
  return new Map(
    text.split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources.join(' ')];
    }),
  );
}

const decode = (html: string) => html.replaceAll('&#39;', "'");
/** The page's own, which has to come before anything that it rules. */
const ownPolicy = (): Policy => {
  const [, text = ''] =
    /<head>\s*<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(page) ?? [];
  return readPolicy(decode(text));
};
const headerPolicy = (): Policy => readPolicy(response.headers.get('content-security-policy') ?? '');

test('a room link is the page, and its files are there', async () => {
  expect(response.status).toBe(200);
  const files = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file = '']) => file);
  expect(files.length).toBeGreaterThanOrEqual(3);
  for (const file of files) {
    const answer = await fetch(host.origin + file);
    expect([file, answer.status, answer.headers.get('cache-control')]).toEqual([
      file,
      200,
      'public, max-age=31536000, immutable',
    ]);
  }
});

test('it may talk to its service, by the addresses that the service tells, and to nobody else', async () => {
  const { signalingUrl } = await (await fetch(`${service.http}/config`)).json();
  const { origin } = new URL(signalingUrl);
  expect(ownPolicy().get('connect-src')).toBe(`'self' ${origin} ${service.http}`);
  expect(headerPolicy().has('connect-src') || headerPolicy().has('default-src')).toBe(false);
  expect(ownPolicy().get('default-src')).toBe("'none'");
});

test('its scripts ask that service', async () => {
  const scripts = [...page.matchAll(/<(?:script|link)[^>]* (?:src|href)="([^"]+\.js)"/g)].map(
    ([, path]) => path,
  );
  const texts = await Promise.all(scripts.map(async (path) => (await fetch(host.origin + path)).text()));
  expect(texts.join('\n')).toContain(service.ws);
});

test('page and host together rule the page as strictly as the service does where it serves it', async () => {
  const own = await startServer({ webDir: new URL('../extension/web', import.meta.url).pathname });
  const served = readPolicy((await fetch(`${own.http}/r/room`)).headers.get('content-security-policy') ?? '');
  await own.server.close();
  const both = new Map([...headerPolicy(), ...ownPolicy()]);
  expect(served.size).toBeGreaterThan(10);
  served.delete('connect-src');
  for (const [name, sources] of served) expect([name, both.get(name)]).toEqual([name, sources]);
  for (const [name, sources] of headerPolicy()) expect([name, both.get(name)]).toEqual([name, sources]);
});

test('its link leaks to nobody', () => {
  expect(response.headers.get('referrer-policy')).toBe('no-referrer');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(response.headers.get('permissions-policy')).toContain('camera=()');
});

test.each(['', 'porthole.example', 'https://'])(
  'it is not built for %j, which is no address',
  async (address) => {
    await expect(serveStatically(address)).rejects.toThrow('VITE_SIGNALING_URL has to name');
  },
);
