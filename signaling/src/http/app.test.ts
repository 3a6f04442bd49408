import { createHmac } from 'node:crypto';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { configResponse } from '../../protocol/index.ts';
import { freePort } from '../testing/process.ts';
import { startServer, type TestServer } from '../testing/server.ts';

let running: TestServer;
let webDir = '';
beforeAll(async () => {
  webDir = await mkdtemp(join(tmpdir(), 'porthole-web-'));
  await mkdir(join(webDir, 'assets'));
  await writeFile(join(webDir, 'index.html'), '<!doctype html><title>viewer</title>');
  await writeFile(join(webDir, 'assets', 'viewer-abc123.js'), 'export {};');
  running = await startServer({ webDir, extensionUrl: 'https://store.example/porthole' });
});
afterAll(async () => {
  await running.server.close();
  await rm(webDir, { recursive: true });
});

const get = (path: string, headers: Record<string, string> = {}) => fetch(running.http + path, { headers });

describe('what the extension asks for', () => {
  test('/health says that it lives, to anyone', async () => {
    const response = await get('/health', { origin: 'chrome-extension://abc' });
    expect(await response.json()).toEqual({ ok: true });
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
  });

  test('/config names the address that the request came to', async () => {
    const response = await get('/config');
    expect(await response.json()).toMatchObject({ signalingUrl: running.ws, iceServers: { length: 5 } });
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
  });

  test('/config behind a proxy names the address outside', async () => {
    const response = await get('/config', {
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'porthole.example',
    });
    expect(await response.json()).toMatchObject({ signalingUrl: 'wss://porthole.example/ws' });
  });

  test('/config refuses a host that is none', async () => {
    const response = await get('/config', { 'x-forwarded-host': "evil;script-src 'unsafe-inline'" });
    expect(response.status).toBe(400);
  });

  test('/config carries TURN credentials that end, each time others, and never the secret', async () => {
    const turn = { urls: ['turn:turn.example'], secret: 'hush-hush', ttl: 600 };
    const relayed = await startServer({ turn });
    const ask = async () => {
      const response = await fetch(`${relayed.http}/config`);
      expect(response.headers.get('cache-control')).toBe('no-store');
      const text = await response.text();
      expect(text).not.toContain('hush-hush');
      const { iceServers } = v.parse(configResponse, JSON.parse(text));
      return iceServers.at(-1);
    };
    const before = Math.floor(Date.now() / 1000);
    const [server, other] = [await ask(), await ask()];
    expect(server).toEqual({ urls: turn.urls, username: expect.any(String), credential: expect.any(String) });
    const { username = '', credential } = server ?? {};
    const [, end = '', id = ''] = /^(\d+):(.+)$/.exec(username) ?? [];
    // The service's clock ticks.
    expect(Number(end)).toBeGreaterThanOrEqual(before + turn.ttl - 1);
    expect(Number(end)).toBeLessThanOrEqual(before + turn.ttl + 5);
    expect(id.length).toBeGreaterThan(16);
    expect(credential).toBe(createHmac('sha1', turn.secret).update(username).digest('base64'));
    expect(other?.username).not.toBe(username);
    await relayed.server.close();
  });

  test('/ready says that new clients are welcome', async () => {
    expect((await get('/ready')).status).toBe(200);
  });
});

describe('the web viewer', () => {
  test('is served at a room link, and leaks it to nobody', async () => {
    const response = await get('/r/my-room');
    expect(await response.text()).toContain('viewer');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`connect-src 'self' ${running.ws.replace('/ws', '')}`);
    expect(policy).toContain('mediastream:');
    expect(policy).not.toContain('unsafe');
    expect(policy).not.toContain('upgrade-insecure-requests');
  });

  test('may use no camera, microphone or place, and be framed by nobody', async () => {
    const { headers } = await get('/r/my-room');
    const permissions = headers.get('permissions-policy') ?? '';
    for (const feature of ['camera', 'microphone', 'geolocation', 'usb'])
      expect(permissions).toContain(`${feature}=()`);
    const policy = (headers.get('content-security-policy') ?? '').split('; ');
    expect(policy).toEqual(
      expect.arrayContaining(["frame-ancestors 'none'", "base-uri 'none'", "script-src 'self'"]),
    );
  });

  test('may start workers of its own files', async () => {
    const policy = (await get('/r/my-room')).headers.get('content-security-policy') ?? '';
    expect(policy.split('; ')).toContain("worker-src 'self'");
  });

  test('has assets that are kept for ever', async () => {
    const response = await get('/assets/viewer-abc123.js');
    expect(response.headers.get('cache-control')).toContain('immutable');
    expect(response.headers.get('content-type')).toContain('javascript');
  });

  test.each(['/r/a%20b', '/r/%F0%9F%9A%80', `/r/${'x'.repeat(65)}`, '/r/a/b', '/nowhere', '/assets/none.js'])(
    '%s is a plain page with 404',
    async (path) => {
      const response = await get(path);
      expect(response.status).toBe(404);
      expect(await response.text()).toContain('/r/room#key');
    },
  );

  test.each(['/r/%', '/assets/%00', '/..%2f..%2fpackage.json', '/assets/..%2f..%2f..%2fpackage.json'])(
    '%s is refused',
    async (path) => {
      const response = await get(path);
      expect([400, 403, 404]).toContain(response.status);
      expect(await response.text()).not.toContain('dependencies');
    },
  );

  test('says so where it has not been built', async () => {
    const bare = await startServer({ webDir: '/nowhere' });
    const response = await fetch(`${bare.http}/r/my-room`);
    await bare.server.close();
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('npm run build:web');
  });
});

test('/ says what this server is and where to get the extension', async () => {
  const response = await get('/');
  const html = await response.text();
  expect(html).toContain('https://store.example/porthole');
  expect(html).not.toMatch(/src=|<link/);
  expect(response.headers.get('content-security-policy')).toMatch(/script-src 'sha256-/);
});

describe('/metrics', () => {
  const noToken = { port: null, host: '127.0.0.1', token: null };

  test('is for the bearer of the token', async () => {
    const token = 'a-secret-of-some-length';
    const guarded = await startServer({ metrics: { ...noToken, token } });
    const ask = (headers: Record<string, string>) => fetch(`${guarded.http}/metrics`, { headers });
    expect((await ask({})).status).toBe(403);
    expect((await ask({ authorization: 'Bearer no' })).status).toBe(403);
    const response = await ask({ authorization: `Bearer ${token}` });
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('porthole_rooms 0');
    await guarded.server.close();
  });

  // To a proxy on this machine that adds no header of its own, all requests look as if they were made here.
  test('is closed without one, also to this machine', async () => {
    const open = await startServer({ metrics: noToken });
    const response = await fetch(`${open.http}/metrics`);
    expect(response.status).toBe(403);
    expect(await response.text()).toContain('METRICS_PORT');
    await open.server.close();
  });

  test('or on a port of its own, and then nowhere else', async () => {
    const port = await freePort();
    const own = await startServer({ metrics: { port, host: '127.0.0.1', token: null } });
    expect((await fetch(`${own.http}/metrics`)).status).toBe(404);
    expect(await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()).toContain('porthole_peers 0');
    await own.server.close();
  });
});
