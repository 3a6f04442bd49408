import { afterEach, expect, test } from 'vitest';
import { TestClient } from './testing/client.ts';
import { metricOf, metricsOf, startServer, type TestServer } from './testing/server.ts';

let running: TestServer;
afterEach(() => running.server.close());

const metric = (name: string) => metricOf(running, name);
const resume = (session: string) => TestClient.join(running.ws, 'room', 'ada', { session, resume: true });

/** Two members of one room. */
async function pair() {
  running = await startServer();
  const ada = await TestClient.join(running.ws, 'room', 'ada');
  const { session = '' } = await ada.take('joined');
  const bob = await TestClient.join(running.ws, 'room', 'bob');
  await bob.take('joined');
  return { ada, bob, session };
}

test('messages are counted by their type, once each, refused ones not', async () => {
  const { ada, bob } = await pair();
  for (let n = 0; n < 3; n++) ada.send({ type: 'offer', to: 'bob', room: 'room', sdp: 'x', n });
  // Not in the form that the scan of headers takes, so read by a parser.
  ada.send('{"sdp":"x","ro\\u006fm":"room","to":"bob","type":"offer"}');
  bob.send({ type: 'answer', to: 'ada', room: 'room', sdp: 'x' });
  ada.send({ type: 'ice-candidate', to: 'bob', room: 'room', candidate: { candidate: '' } });
  ada.send({ type: 'update', room: 'room', sharing: true });
  ada.send({ type: 'offer', to: 'nobody', room: 'room', sdp: 'x' });
  ada.send({ type: 'host', room: 'room', action: 'lock' });
  await ada.drain();
  bob.send({ type: 'leave', room: 'room' });
  await bob.closed;
  const types = ['join', 'offer', 'answer', 'ice-candidate', 'update', 'host', 'leave'];
  const counts = await Promise.all(types.map((type) => metric(`porthole_messages_total{type="${type}"}`)));
  expect(counts).toEqual([2, 4, 1, 1, 1, 0, 1]);
});

test('resumes are counted by their result', async () => {
  const { ada, session } = await pair();
  ada.ws.terminate();
  await ada.closed;
  await (await resume('guess')).take('error');
  await (await resume('another guess')).take('error');
  await (await resume(session)).take('resumed');
  expect(await metric('porthole_resumes_total{result="resumed"}')).toBe(1);
  expect(await metric('porthole_resumes_total{result="no-session"}')).toBe(2);
});

test('rooms, members and connections are counted as they are just now', async () => {
  const { ada } = await pair();
  await (await TestClient.join(running.ws, 'another', 'ada')).take('joined');
  await TestClient.open(running.ws);
  const names = ['porthole_rooms', 'porthole_peers', 'porthole_connections'];
  expect(await Promise.all(names.map(metric))).toEqual([2, 3, 4]);
  ada.ws.close();
  await ada.closed;
  await expect.poll(() => Promise.all(names.map(metric))).toEqual([2, 2, 3]);
});

test('one relay in 64 is timed', async () => {
  const { ada, bob } = await pair();
  for (let n = 0; n < 130; n++) ada.send({ type: 'offer', to: 'bob', room: 'room', sdp: 'x', n });
  await ada.drain();
  expect(await bob.drain()).toHaveLength(130);
  // The 1st, the 65th and the 129th.
  expect(await metric('porthole_relay_seconds_count')).toBe(3);
  const seconds = await metric('porthole_relay_seconds_sum');
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThan(1);
  expect(await metric('porthole_relay_seconds_bucket{le="+Inf"}')).toBe(3);
});

test('the process describes itself', async () => {
  await pair();
  expect(await metricsOf(running)).toMatch(/^process_resident_memory_bytes \d+$/m);
});
