import { randomBytes } from 'node:crypto';
import { createClient } from '@redis/client';
import type { Log } from '../log.ts';
import { Probe } from './probe.ts';
import { SCRIPTS } from './scripts.ts';

type Redis = ReturnType<typeof createConnection>;

/** A room's key outlives its last sign of life by so many leases, should all nodes die at once. */
const ROOM_LEASES = 10;
export const RECONNECT_MS = 250;
/** A connection over which nothing goes for so long, in ms, is made anew: one that is never told whether it may begin. */
const SILENT_MS = 10_000;

const roomKey = (room: string): string => `porthole:room:${room}`;
const nodeKey = (node: string): string => `porthole:node:${node}`;

/** Fails at once while there is no connection, and keeps trying to have one. */
function createConnection(url: string) {
  return createClient({
    url,
    disableOfflineQueue: true,
    socket: { reconnectStrategy: RECONNECT_MS, socketTimeout: SILENT_MS },
  });
}

/** This node's way to Redis: two connections, one for commands, one that listens on this node's channel; and its lease. */
export class RedisLink {
  /** This node among the others; a new one for each start. */
  readonly node = randomBytes(8).toString('hex');
  /** How long this node counts as alive without a sign of life, in ms. */
  readonly lease: number;
  /** The same for a room that no node renews, in ms. */
  readonly roomLease: number;
  readonly #log: Log;
  readonly #commands: Redis;
  readonly #subscriber: Redis;
  readonly #answers: Probe;
  readonly #events: Probe;
  #term = 0;

  /** @param lease in ms */
  constructor(url: string, lease: number, log: Log) {
    this.lease = lease;
    this.roomLease = lease * ROOM_LEASES;
    this.#log = log;
    this.#commands = createConnection(url);
    this.#subscriber = this.#commands.duplicate();
    this.#answers = new Probe(this.#commands, () => this.#reconnect(this.#commands));
    this.#events = new Probe(this.#subscriber, () => this.#reconnect(this.#subscriber));
  }

  /** Which of its leases in turn this node has; Redis knows the last that it has heard of. */
  get term(): string {
    return String(this.#term);
  }

  get isUp(): boolean {
    return this.#commands.isReady && this.#subscriber.isReady;
  }

  /**
   * Connects, and takes the lease.
   * @param receive takes what other nodes send to this one
   * @throws when Redis cannot be reached
   */
  async open(receive: (message: Buffer) => void): Promise<void> {
    for (const client of [this.#commands, this.#subscriber]) {
      client.on('error', (error: Error) => this.#log.warn({ event: 'redis', problem: error.message }));
    }
    await Promise.all([this.#commands.connect(), this.#subscriber.connect()]);
    const take = (message: Buffer): void => {
      this.#events.heard();
      receive(message);
    };
    await this.#subscriber.subscribe(`porthole:to:${this.node}`, take, true);
    await this.takeLease();
  }

  /** Calls back each time that Redis can be reached again, both ways. */
  onBack(listener: () => void): void {
    for (const client of [this.#commands, this.#subscriber])
      client.on('ready', () => this.isUp && listener());
  }

  /** Runs a script on a room. @param node in whose name */
  async run(
    script: keyof typeof SCRIPTS,
    room: string,
    args: readonly string[],
    node = this.node,
  ): Promise<unknown> {
    const call = { keys: [roomKey(room)], arguments: [room, node, ...args] };
    const answer = await this.#commands.eval(SCRIPTS[script], call);
    this.#answers.heard();
    return answer;
  }

  publish(node: string, message: Buffer): void {
    this.attempt(this.#commands.publish(`porthole:to:${node}`, message));
  }

  /** Sends a message to another node. @returns false when nobody hears it, or Redis cannot be reached */
  async send(node: string, message: Buffer): Promise<boolean> {
    try {
      return (await this.#commands.publish(`porthole:to:${node}`, message)) > 0;
    } catch {
      return false;
    }
  }

  /** For what nobody waits for: without Redis it fails, and is made up for when Redis is back. */
  attempt(operation: Promise<unknown>): void {
    operation.catch((error: unknown) => this.#log.debug({ event: 'redis', problem: String(error) }));
  }

  /** Begins a new lease: claims that were sent under the one before, and come late, are void. */
  async takeLease(): Promise<void> {
    this.#term += 1;
    await this.#commands.set(nodeKey(this.node), this.term, { PX: this.lease });
  }

  /** Says that this node is alive. @returns false when its lease had run out */
  async renew(): Promise<boolean> {
    return Boolean(await this.#commands.pExpire(nodeKey(this.node), this.lease));
  }

  /** Says that a room is in use. @returns false when Redis does not know it */
  async renewRoom(room: string): Promise<boolean> {
    return Boolean(await this.#commands.pExpire(roomKey(room), this.roomLease));
  }

  async isAlive(node: string): Promise<boolean> {
    return Boolean(await this.#commands.exists(nodeKey(node)));
  }

  close(): void {
    this.#answers.stop();
    this.#events.stop();
    this.#commands.destroy();
    this.#subscriber.destroy();
  }

  /** What waits for an answer fails with it. */
  #reconnect(client: Redis): void {
    this.#log.warn({ event: 'redis', problem: 'silent' });
    client.destroy();
    this.attempt(client.connect());
  }
}
