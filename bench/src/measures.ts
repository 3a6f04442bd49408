import { setTimeout as sleep } from 'node:timers/promises';
import type { Dialect, Payload } from './dialects.ts';
import { join, type Member } from './member.ts';
import type { ServerProcess } from './server-process.ts';

/** Whose CPU and memory are measured. */
type Measured = Pick<ServerProcess, 'usage'>;

/** Connections at a time while many are opened. */
const OPENING = 100;

/** Messages before a measurement starts: offers cost every server twice as much until about so many have passed. */
const WARM_UP = 12_000;

/** Joins `count` members, `perRoom` to a room, in rooms and under ids that start with `prefix`. */
export async function joinMany(
  dialect: Dialect,
  port: number,
  prefix: string,
  count: number,
  perRoom: number,
): Promise<Member[]> {
  const members: Member[] = [];
  for (let start = 0; start < count; start += OPENING) {
    const size = Math.min(OPENING, count - start);
    const batch = Array.from({ length: size }, (_, index) => {
      const number = start + index;
      return join(dialect, port, `${prefix}-${Math.floor(number / perRoom)}`, `${prefix}-${number}`);
    });
    members.push(...(await Promise.all(batch)));
  }
  return members;
}

/**
 * CPU of the server for one relayed message, of a server at work: every pair of members has one write under way.
 * The two of a pair take turns, as an offer and its answer do and the candidates of both sides. It is no trifle: of a
 * socket that only ever sends, the kernel acknowledges each message with a packet of its own, inside the server's read.
 * "Singly" is a burst of 1: a write of one message, one read and one write of the server for it.
 * @param burst messages in a write
 * @returns µs
 */
export async function relayCost(
  dialect: Dialect,
  server: Measured,
  members: readonly Member[],
  payload: Payload,
  { messages, burst }: { messages: number; burst: number },
): Promise<number> {
  const rounds = Math.ceil(messages / burst);
  const before = await server.usage();
  await relayRounds(dialect, members, payload, burst, rounds);
  const after = await server.usage();
  return (after.cpu - before.cpu) / (rounds * burst);
}

/** Relays so many messages before {@link relayCost} that the server's code is compiled by then. */
export async function warmUp(
  dialect: Dialect,
  members: readonly Member[],
  payload: Payload,
  burst: number,
): Promise<void> {
  await relayRounds(dialect, members, payload, burst, Math.ceil(WARM_UP / burst));
}

/** Every pair sends, waits until all of it has arrived, and sends back, all pairs at once. */
async function relayRounds(
  dialect: Dialect,
  members: readonly Member[],
  payload: Payload,
  burst: number,
  rounds: number,
): Promise<void> {
  let left = rounds;
  const pairs = members.length / 2;
  const textsTo = (from: Member, to: Member) =>
    Array.from({ length: burst }, () => dialect.relay(payload, from.room, to.id));
  const exchange = async (pair: number): Promise<void> => {
    const [first, second] = pairOf(members, pair);
    let turn = { from: first, to: second, texts: textsTo(first, second) };
    let next = { from: second, to: first, texts: textsTo(second, first) };
    while (left > 0) {
      left -= 1;
      const arrived = arrivals(turn.to, burst);
      turn.from.send(turn.texts);
      await arrived;
      [turn, next] = [next, turn];
    }
  };
  await Promise.all(Array.from({ length: pairs }, (_, pair) => exchange(pair)));
}

/**
 * Time from send to receipt, in ms, at a fixed rate: no message waits for the one before it, so that what stands in the way
 * of a server that falls behind counts as well.
 * @param rate messages a second
 * @param seconds how long
 */
export async function relayLatency(
  dialect: Dialect,
  members: readonly Member[],
  payload: Payload,
  { rate, seconds }: { rate: number; seconds: number },
): Promise<{ p50: number; p99: number }> {
  const times: number[] = [];
  const count = rate * seconds;
  const sentTo = new Map<Member, number[]>();
  const start = performance.now();
  const allArrived = new Promise<void>((resolve) => {
    for (let pair = 0; pair < members.length / 2; pair++) {
      const [, receiver] = pairOf(members, pair);
      const sent: number[] = [];
      sentTo.set(receiver, sent);
      // What is sent to one arrives in order.
      receiver.onRelay = () => {
        times.push(performance.now() - (sent.shift() ?? Number.NaN));
        if (times.length === count) resolve();
      };
    }
  });
  for (let number = 0; number < count; number++) {
    const wait = start + (number * 1000) / rate - performance.now();
    if (wait > 0) await sleep(wait);
    const [sender, receiver] = pairOf(members, number);
    sentTo.get(receiver)?.push(performance.now());
    sender.send([dialect.relay(payload, sender.room, receiver.id)]);
  }
  await allArrived;
  times.sort((a, b) => a - b);
  return { p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
}

/** CPU of the server for one join, in µs: `rooms` rooms of `size`, filled one after the other. */
export async function joinCost(
  dialect: Dialect,
  server: Measured,
  port: number,
  { rooms, size }: { rooms: number; size: number },
): Promise<number> {
  const before = await server.usage();
  const members = await joinMany(dialect, port, 'join', rooms * size, size);
  const after = await server.usage();
  for (const member of members) member.close();
  return (after.cpu - before.cpu) / members.length;
}

/** Memory of the server for one connection that idles in a room of 10, in bytes. */
export async function connectionMemory(
  dialect: Dialect,
  server: Measured,
  port: number,
  count: number,
): Promise<number> {
  const before = await settledMemory(server);
  const members = await joinMany(dialect, port, 'idle', count, 10);
  const after = await settledMemory(server);
  for (const member of members) member.close();
  return (after - before) / count;
}

/** The least of a few readings: the collector has been by then. */
async function settledMemory(server: Measured): Promise<number> {
  const readings: number[] = [];
  for (let reading = 0; reading < 4; reading++) {
    await sleep(500);
    readings.push((await server.usage()).rss);
  }
  return Math.min(...readings);
}

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function pairOf(members: readonly Member[], round: number): [Member, Member] {
  const first = (round * 2) % members.length;
  const [sender, receiver] = [members[first], members[first + 1]];
  if (!sender || !receiver) throw new Error('members come in pairs');
  return [sender, receiver];
}

function arrivals(receiver: Member, count: number): Promise<void> {
  return new Promise((resolve) => {
    let left = count;
    receiver.onRelay = () => {
      left -= 1;
      if (left === 0) resolve();
    };
  });
}
