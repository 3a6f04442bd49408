import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseServerMessage } from '../protocol/index.ts';
import { startServer, type TestServer } from './testing/server.ts';
import { CLOSE, FIN, PING, TEXT, type ConformanceCase } from './testing/conformance/case.ts';
import { CONTROL_CASES } from './testing/conformance/control.ts';
import { FRAGMENTATION_CASES } from './testing/conformance/fragmentation.ts';
import { FRAMING_CASES } from './testing/conformance/framing.ts';
import { UTF8_CASES } from './testing/conformance/utf8.ts';
import { clientFrame } from './testing/frames.ts';
import { RawClient } from './testing/raw-client.ts';

const CASES = [...FRAMING_CASES, ...CONTROL_CASES, ...FRAGMENTATION_CASES, ...UTF8_CASES];
/** Above this, in bytes, a case comes in chunks of {@link CHUNK} where others come byte by byte. */
const SMALL = 400;
const CHUNK = 997;

/** How a case's frames reach the server: what is read at a time must not matter. */
const DELIVERIES = [
  ['in one read', (frames: readonly Buffer[]) => [Buffer.concat(frames)]],
  ['frame by frame', (frames: readonly Buffer[]) => frames],
  ['byte by byte', (frames: readonly Buffer[]) => cut(Buffer.concat(frames))],
] as const;

function cut(bytes: Buffer): Buffer[] {
  const size = bytes.length > SMALL ? CHUNK : 1;
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
}

let running: TestServer;
beforeAll(async () => (running = await startServer()));
afterAll(() => running.server.close());

/** Every case has the same room, one after the other. */
async function member(id: string): Promise<RawClient> {
  const client = await RawClient.open(running.ws);
  await client.write([clientFrame(FIN | TEXT, JSON.stringify({ type: 'join', room: 'ROOM', id }))]);
  await client.until(({ payload }) => payload.includes('"joined"'));
  return client;
}

/** Waits until all that the client has sent so far is dealt with. */
async function fence(client: RawClient): Promise<void> {
  await client.write([clientFrame(FIN | PING, 'fence')]);
  await client.until(({ opcode, payload }) => opcode === 0xa && payload.equals(Buffer.from('fence')));
}

async function leave(client: RawClient): Promise<void> {
  if (client.socket.destroyed) return;
  await client.write([clientFrame(FIN | CLOSE)]);
  await client.ended;
}

/** What a client was told, as a case says it. */
function answersTo(client: RawClient): string[] {
  return client.frames.flatMap(({ opcode, payload }) => {
    if (opcode === 0xa)
      return payload.equals(Buffer.from('fence')) ? [] : [`pong ${payload.toString('hex')}`];
    if (opcode !== TEXT) return [];
    const parsed = parseServerMessage(payload.toString());
    return parsed.ok && parsed.value.type === 'error' ? [`error ${parsed.value.code}`] : [];
  });
}

/** The texts in the offers that a client got. */
function relayedTo(client: RawClient): unknown[] {
  return client.frames
    .filter(({ opcode, payload }) => opcode === TEXT && payload.includes('"from":"ada"'))
    .map(({ payload }) => JSON.parse(payload.toString()).text);
}

function closeOf(client: RawClient): number | undefined {
  const frame = client.frames.find(({ opcode }) => opcode === CLOSE);
  return frame && (frame.payload.length === 0 ? 1005 : frame.payload.readUInt16BE(0));
}

/** Runs a case between two members; what the other one gets tells what the server took for a message. */
async function run({ close }: ConformanceCase, chunks: readonly Buffer[]) {
  const bob = await member('bob');
  const ada = await member('ada');
  try {
    await ada.write(chunks);
    if (close === undefined) await fence(ada);
    else await ada.ended;
    await fence(bob);
    return { answers: answersTo(ada), relayed: relayedTo(bob), close: closeOf(ada) };
  } finally {
    await leave(ada);
    await leave(bob);
  }
}

describe.each(DELIVERIES)(`RFC 6455 in ${CASES.length} cases, %s`, (_how, deliver) => {
  test.each(CASES)('$id $name', async (example) => {
    const { frames, answers = [], relayed = [], close } = example;
    expect(await run(example, deliver(frames))).toEqual({ answers, relayed, close });
  });
});

test('compression is not agreed on, even with who offers it', async () => {
  const client = await RawClient.open(running.ws, 'Sec-WebSocket-Extensions: permessage-deflate\r\n');
  expect(client.handshake).toContain(' 101 ');
  expect(client.handshake.toLowerCase()).not.toContain('sec-websocket-extensions');
  await leave(client);
});
