import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { IceServer } from '../protocol/index.ts';
import { Program, freePort, hasProgram } from './testing/process.ts';
import { tryCredential } from './testing/turn-client.ts';
import { iceServersFor } from './turn.ts';

const SECRET = 'a-secret-shared-with-coturn';
const REALM = 'porthole.test';
function credentials(now = Date.now()): IceServer {
  const turn = { urls: ['turn:127.0.0.1'], secret: SECRET, ttl: 600 };
  const server = iceServersFor({ iceServers: [], turn }, 'ada', now)[0];
  if (!server) throw new Error('no server');
  return server;
}

describe.skipIf(!hasProgram('turnserver', 'coturn'))('a real coturn', () => {
  let coturn: Program;
  let port = 0;
  beforeAll(async () => {
    port = await freePort();
    const options = `-n --listening-ip=127.0.0.1 --relay-ip=127.0.0.1 --listening-port=${port} --no-tls --no-dtls
      --use-auth-secret --static-auth-secret=${SECRET} --realm=${REALM} --fingerprint --no-cli --allow-loopback-peers
      --log-file=/dev/null --pidfile=/dev/null --min-port=49160 --max-port=49199`;
    coturn = Program.spawn('turnserver', options.split(/\s+/));
    // It says nothing about being ready, so it is asked until it answers.
    await vi.waitFor(() => tryCredential({ port, realm: REALM }, {}), { timeout: 8000 });
  });
  afterAll(() => coturn.stop('SIGKILL'));

  test('accepts a credential', async () => {
    expect(await tryCredential({ port, realm: REALM }, credentials())).toBe('ok');
  });

  test.each([
    ['expired', credentials(Date.now() - 601_000)],
    ['of a later end than it was made for', { ...credentials(), username: '9999999999:ada' }],
    ['of someone else', { ...credentials(), username: credentials().username?.replace('ada', 'eve') ?? '' }],
    ['of no one', { username: '', credential: '' }],
  ])('refuses one that is %s', async (_name, server) => {
    expect(await tryCredential({ port, realm: REALM }, server)).toBe('401');
  });
});
