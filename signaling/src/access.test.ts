import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAccess } from './access.ts';
import { TestClient } from './testing/client.ts';
import { startServer, type TestServer } from './testing/server.ts';

const SECRET = 'a secret of thirty-two characters';
const key = (secret: string) => new TextEncoder().encode(secret);
const token = (secret = SECRET, expires = '1h', alg = 'HS256') =>
  new SignJWT({}).setProtectedHeader({ alg }).setExpirationTime(expires).sign(key(secret));

describe('a token', () => {
  test('signed with the secret lets its bearer in', async () => {
    expect(await createAccess(SECRET).permits(await token())).toBe(true);
  });

  test.each([
    ['no token', () => undefined],
    ['rubbish', () => 'a.b.c'],
    ['another secret', () => token('another secret of that many letters')],
    ['the past', () => token(SECRET, '-1s')],
    ['another algorithm', () => token(SECRET, '1h', 'HS512')],
    ['no algorithm', () => `${btoa('{"alg":"none"}')}.${btoa('{"exp":99999999999}')}.`],
    ['no end', () => new SignJWT({}).setProtectedHeader({ alg: 'HS256' }).sign(key(SECRET))],
  ])('of %s does not', async (_name, make) => {
    expect(await createAccess(SECRET).permits(await make())).toBe(false);
  });
});

describe('a service with a secret', () => {
  let running: TestServer;
  beforeAll(async () => {
    running = await startServer({ accessTokenSecret: SECRET });
  });
  afterAll(() => running.server.close());

  test('lets nobody create a room without a token, and anyone into one that is there', async () => {
    const stranger = await TestClient.join(running.ws, 'room', 'eve');
    expect((await stranger.take('error')).code).toBe('locked');
    expect((await stranger.closed).code).toBe(4004);
    const host = await TestClient.join(running.ws, 'room', 'ada', { token: await token() });
    await host.take('joined');
    await (await TestClient.join(running.ws, 'room', 'bob')).take('joined');
    expect((await host.take('peer-joined')).peer.id).toBe('bob');
  });

  test('reads what follows a join only after it', async () => {
    const ada = await TestClient.open(running.ws);
    ada.send({ type: 'join', room: 'pipelined', id: 'ada', token: await token() });
    ada.send({ type: 'update', room: 'pipelined', sharing: true });
    ada.send({ type: 'offer', to: 'bob', room: 'pipelined', sdp: 'x' });
    expect((await ada.take('joined')).id).toBe('ada');
    expect((await ada.take('error')).code).toBe('unknown-peer');
  });
});
