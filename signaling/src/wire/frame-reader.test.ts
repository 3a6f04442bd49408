import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clientFrame, encodeFrame } from '../testing/frames.ts';
import { FrameReader, PASSED_ON } from './frame-reader.ts';
import { Unmasker } from './unmask.ts';

/** Not among the types of `ws`. */
const { Receiver }: { Receiver: new (options: object) => Writable } = createRequire(import.meta.url)('ws');
const unmasker = new Unmasker();
const text = (payload: string): Buffer => clientFrame(0x81, payload);

/** What arrives, as strings, when `ws` has a reader in front of it, or reads alone; and by which of the two. */
async function receive(chunks: readonly Buffer[], isFronted: boolean) {
  const events: string[] = [];
  let direct = 0;
  const receiver = new Receiver({ isServer: true, maxPayload: 4096 });
  receiver.on('message', (data: Buffer, isBinary: boolean) =>
    events.push(`${isBinary ? 'binary' : 'text'} ${data.toString('hex')}`),
  );
  for (const event of ['ping', 'pong'])
    receiver.on(event, (data: Buffer) => events.push(`${event} ${data.toString('hex')}`));
  receiver.on('conclude', (code: number) => events.push(`close ${code}`));
  const rest = new EventEmitter();
  const reader = new FrameReader(
    {
      onText(message) {
        direct += 1;
        events.push(`text ${message.toString('hex')}`);
      },
    },
    rest,
    unmasker,
  );
  rest.on(PASSED_ON, (chunk: Buffer) => receiver.write(Buffer.from(chunk)));
  receiver.on('error', (error: Error & { code?: string }) => {
    reader.stop();
    events.push(`error ${error.code}`);
  });
  for (const chunk of chunks) {
    if (receiver.destroyed || receiver.writableEnded) break;
    if (isFronted) reader.read(Buffer.from(chunk));
    else receiver.write(Buffer.from(chunk));
    // As between two reads of a socket.
    await new Promise((resolve) => setImmediate(resolve));
  }
  reader.stop();
  if (!receiver.destroyed && !receiver.writableEnded) await finished(receiver.end()).catch(() => undefined);
  return { events, direct };
}

const cut = (bytes: Buffer, places: readonly number[]): Buffer[] => {
  const edges = [
    0,
    ...places.map((place) => place % (bytes.length + 1)).toSorted((a, b) => a - b),
    bytes.length,
  ];
  return edges.slice(1).map((edge, index) => bytes.subarray(edges[index], edge));
};

const mask = fc.uint8Array({ minLength: 4, maxLength: 4 }).map((bytes) => Buffer.from(bytes));
const payload = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }).map((value) => Buffer.from(value)),
  fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes)),
);
const ordinary = fc.record({ first: fc.constant(0x81), payload, mask });
const anyFrame = fc.record({
  // Texts, fragments, binary, close, ping and pong; reserved bits and opcodes.
  first: fc.constantFrom(0x81, 0x01, 0x00, 0x80, 0x02, 0x82, 0x88, 0x89, 0x8a, 0x09, 0xc1, 0x83, 0x8b),
  payload,
  mask: fc.option(mask, { freq: 8 }),
  wide: fc.boolean(),
});

test('reads whole texts by itself, however many come in one chunk', async () => {
  const texts = ['a', 'ü'.repeat(100), 'x'.repeat(3000), ''];
  const { events, direct } = await receive([Buffer.concat(texts.map(text))], true);
  expect(events).toEqual(texts.map((each) => `text ${Buffer.from(each).toString('hex')}`));
  expect(direct).toBe(4);
});

test('reads by itself again once a text that came in parts is complete', async () => {
  const bytes = text('x'.repeat(3000));
  const parts = [bytes.subarray(0, 3), bytes.subarray(3, 1400), bytes.subarray(1400)];
  const { events, direct } = await receive([...parts, text('a')], true);
  expect(events).toHaveLength(2);
  expect(direct).toBe(1);
});

test('whatever comes, cut wherever: the same messages and the same end as from `ws` alone', async () => {
  let direct = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof({ weight: 3, arbitrary: ordinary }, { weight: 1, arbitrary: anyFrame }), {
        maxLength: 8,
      }),
      fc.array(fc.nat(3000), { maxLength: 5 }),
      async (frames, places) => {
        const chunks = cut(Buffer.concat(frames.map(encodeFrame)), places);
        const fronted = await receive(chunks, true);
        expect(fronted.events).toEqual((await receive(chunks, false)).events);
        direct += fronted.direct;
      },
    ),
    { numRuns: 3000 },
  );
  // A reader that passes everything on would agree, too.
  expect(direct).toBeGreaterThan(1000);
}, 60_000);
