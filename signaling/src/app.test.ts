import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { TestClient } from './testing/client.ts';
import { startServer } from './testing/server.ts';

test('a stop tells everyone when to come back, closes with 1012, and is done in time', async () => {
  const { server, ws, http } = await startServer({ timing: { drain: 300, retrySpread: 2000 } });
  const members = await Promise.all(['a', 'b', 'c'].map((id) => TestClient.join(ws, 'room', id)));
  await Promise.all(members.map((member) => member.take('joined')));
  const start = Date.now();
  const stopped = server.close();
  for (const member of members) {
    expect((await member.take('bye')).retryMs).toBeLessThanOrEqual(2500);
    expect((await member.closed).code).toBe(1012);
  }
  await stopped;
  expect(Date.now() - start).toBeLessThan(3000);
  await expect(fetch(`${http}/health`)).rejects.toThrow('fetch failed');
});

test('a client that ignores the close does not hold the stop up; meanwhile the service says that it is not ready', async () => {
  const { server, ws, http } = await startServer({ timing: { drain: 700 } });
  const { port } = new URL(ws);
  const socket = connect(Number(port), '127.0.0.1');
  socket.write(
    'GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n\r\n',
  );
  await once(socket, 'data');
  expect((await fetch(`${http}/ready`)).status).toBe(200);
  const start = Date.now();
  const stopped = server.close();
  expect((await fetch(`${http}/ready`)).status).toBe(503);
  expect((await fetch(`${http}/health`)).status).toBe(200);
  await stopped;
  expect(Date.now() - start).toBeLessThan(2000);
  socket.destroy();
});

test('a port that is taken is an error, not a crash', async () => {
  const { server } = await startServer();
  const { port } = server.address();
  await expect(startServer({ port })).rejects.toThrow('EADDRINUSE');
  await server.close();
});
