import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { SignJWT } from 'jose';
import { pino } from 'pino';
import { afterEach, describe, expect, test } from 'vitest';
import type { IceServer } from '../protocol/index.ts';
import { BAD_CLIENT_MESSAGES } from '../protocol/messages.fixtures.ts';
import { problemOf } from './log.ts';
import { TestClient } from './testing/client.ts';
import { clientFrame } from './testing/frames.ts';
import { RawClient } from './testing/raw-client.ts';
import { startServer, type Overrides, type TestServer } from './testing/server.ts';

/** Nothing of these may ever stand in a log. */
const SECRETS = {
  room: 'Room-of-the-keyed',
  auth: 'verifier-of-the-room',
  wrongAuth: 'guess-at-the-verifier',
  name: 'Ada-Lovelace',
  host: 'verifier-of-the-host',
  pass: 'pass-of-this-browser',
  sdp: 'fingerprint:AA:BB',
  candidate: '198.51.100.23',
  guessedSession: 'guess-at-a-session',
  rubbish: 'rubbish-that-came-in',
  turnSecret: 'secret-of-the-turn-server',
  accessSecret: 'secret-that-signs-the-access-tokens',
  key: 'key-in-the-fragment',
  address: '203.0.113.77',
  thrown: 'text-of-an-error',
} as const;
const { room, auth, name, host, pass, sdp } = SECRETS;
const FROM = { headers: { 'x-forwarded-for': SECRETS.address } };

let running: TestServer;
let lines: string[] = [];
afterEach(() => running.server.close());

async function start(overrides: Overrides): Promise<void> {
  lines = [];
  const log = pino({ level: 'trace', base: null }, { write: (line) => void lines.push(line) });
  running = await startServer(overrides, log);
}

const events = (): unknown[] => lines.map((line) => JSON.parse(line).event);

/** Members that meet, talk, lose a socket and come back. @returns the secrets that the service made */
async function session(token: string): Promise<string[]> {
  const join = (id: string, fields: object) =>
    TestClient.join(running.ws, room, id, { auth, name, token, pass: `${pass}-${id}`, ...fields });
  const ada = await join('ada', { host });
  const joined = await ada.take('joined');
  const bob = await join('bob', {});
  const { session: bobs = '' } = await bob.take('joined');
  ada.send({ type: 'offer', to: 'bob', room, sdp });
  bob.send({ type: 'answer', to: 'ada', room, sdp });
  const candidate = { candidate: `candidate:1 1 udp 1 ${SECRETS.candidate} 5000 typ host` };
  ada.send({ type: 'ice-candidate', to: 'bob', room, candidate });
  // Read by the parser.
  ada.send(`{"type":"offer","to":"bob","ro\\u006fm":"${room}","sdp":"${sdp}"}`);
  ada.send({ type: 'update', room, name: `${name}-again` });
  ada.send({ type: 'host', room, action: 'waiting-on' });
  await bob.take('ice-candidate');
  await bob.take('room-updated');
  const cem = await join('cem', {});
  await cem.take('waiting');
  ada.send({ type: 'host', room, action: 'admit', to: 'cem' });
  await cem.take('joined');
  ada.send({ type: 'host', room, action: 'hand-over', to: 'bob' });
  bob.send({ type: 'host', room, action: 'key', key: `${host}-of-bob` });
  await ada.drain();
  bob.ws.terminate();
  await bob.closed;
  const again = await join('bob', { session: bobs, resume: true });
  await again.take('resumed');
  again.send({ type: 'host', room, action: 'remove', to: 'cem' });
  await cem.closed;
  again.send({ type: 'host', room, action: 'waiting-off' });
  again.send({ type: 'leave', room });
  await again.closed;
  const [turn] = (joined.iceServers ?? []).slice(-1);
  return [joined.session ?? '', bobs, turn?.credential ?? ''];
}

/** What strangers send, from an address that is seen. */
async function hostility(): Promise<void> {
  const ada = await TestClient.join(running.ws, room, 'ada2', { auth, name });
  await ada.take('joined');
  const guess = await TestClient.open(running.ws, FROM);
  guess.send({ type: 'join', room, id: 'eve', name, auth: SECRETS.wrongAuth });
  await guess.closed;
  const thief = await TestClient.join(running.ws, room, 'ada', {
    session: SECRETS.guessedSession,
    resume: true,
  });
  thief.send({ type: 'join', room: `${room}-new`, id: 'eve', token: 'no-token-at-all' });
  await thief.closed;
  for (const [, text] of BAD_CLIENT_MESSAGES) ada.send(text);
  ada.send(SECRETS.rubbish);
  ada.send(`{"type":"offer","sdp":"${sdp}","${SECRETS.rubbish}":${'['.repeat(20_000)}`);
  ada.send({ type: 'offer', to: SECRETS.rubbish, room, sdp });
  ada.ws.send(Buffer.from(SECRETS.rubbish));
  await ada.drain();
  const rude = await RawClient.open(running.ws);
  await rude.write([
    clientFrame(0x81, Buffer.concat([Buffer.from(SECRETS.rubbish), Buffer.from([0xc3, 0x28])])),
  ]);
  await rude.ended;
  const port = Number(new URL(running.ws).port);
  const noHttp = connect(port, '127.0.0.1').resume();
  noHttp.write(`${SECRETS.rubbish}\r\n\r\n`);
  await expect.poll(() => noHttp.destroyed).toBe(true);
  for (const path of [
    `/r/${room}?key=${SECRETS.key}`,
    `/${SECRETS.rubbish}`,
    `/r/%?${SECRETS.key}`,
    '/config',
  ])
    await fetch(running.http + path, { ...FROM, method: path === '/config' ? 'POST' : 'GET' });
  await expect(TestClient.open(`${running.ws}/${SECRETS.rubbish}`, FROM)).rejects.toThrow('404');
}

describe('a log of everything, down to the last level,', () => {
  test('has every event of a session, and no secret, name, address or text of it', async () => {
    await start({
      turn: { urls: ['turn:turn.example'], secret: SECRETS.turnSecret, ttl: 3600 },
      accessTokenSecret: SECRETS.accessSecret,
    });
    const token = await new SignJWT({})
      .setProtectedHeader({ alg: 'HS256' })
      .setExpirationTime('1h')
      .sign(new TextEncoder().encode(SECRETS.accessSecret));
    const made = await session(token);
    await hostility();
    await running.server.close();
    const expected =
      'join wait hold resume left waiting-on admit hand-over key removed http drain upgrades-refused';
    expect(events()).toEqual(expect.arrayContaining(expected.split(' ')));
    const text = lines.join('').toLowerCase();
    for (const secret of [...Object.values(SECRETS), ...made, token, ...token.split('.')]) {
      expect(secret.length).toBeGreaterThan(8);
      expect(text).not.toContain(secret.toLowerCase());
      expect(text).not.toContain(createHash('sha256').update(secret).digest('hex'));
    }
  });

  test('has no text of an error that a handler or a page ran into', async () => {
    /** Something that cannot be sent, with its reason: as any bug, it throws in the middle of a handler. */
    const broken: IceServer & { toJSON(): never } = {
      urls: 'stun:stun.example',
      toJSON() {
        throw Object.assign(new SyntaxError(`${SECRETS.thrown}\n    at ${SECRETS.thrown}`), {
          room,
          code: 'BUG',
        });
      },
    };
    await start({ iceServers: [broken] });
    const ada = await TestClient.join(running.ws, room, 'ada', { auth });
    expect((await ada.closed).code).toBe(1011);
    expect((await fetch(`${running.http}/config`)).status).toBe(500);
    await running.server.close();
    expect(events()).toEqual(expect.arrayContaining(['handler-failed', 'http-failed']));
    const text = lines.join('');
    for (const secret of [SECRETS.thrown, room, auth]) expect(text).not.toContain(secret);
    expect(text).toContain('"problem":{"name":"SyntaxError","code":"BUG","at":["Object.toJSON (');
  });
});

test.each([
  ['a text', 'secret', { name: 'string' }],
  ['nothing', undefined, { name: 'undefined' }],
  [
    'an error that lost its stack',
    Object.assign(new Error('secret'), { stack: '' }),
    { name: 'Error', at: [] },
  ],
])('%s that was thrown is described without its text', (_name, thrown, problem) => {
  expect(problemOf(thrown)).toEqual(problem);
});
