import { expect, test } from 'vitest';
import { iceServersFor } from './turn.ts';

const stun = { urls: 'stun:stun.example' };
const turn = { urls: ['turn:turn.example'], secret: 'hush', ttl: 600 };

test('without TURN there is nothing but what is configured', () => {
  expect(iceServersFor({ iceServers: [stun], turn: null }, 'ada', 0)).toEqual([stun]);
});

test("makes coturn's time-limited credential", () => {
  const [, server] = iceServersFor({ iceServers: [stun], turn }, 'ada', 1_700_000_000_500);
  // printf 1700000600:ada | openssl dgst -sha1 -hmac hush -binary | base64
  expect(server).toEqual({
    urls: ['turn:turn.example'],
    username: '1700000600:ada',
    credential: 'iCULb0jPupKey+bAL6SwTE1nCzM=',
  });
});
