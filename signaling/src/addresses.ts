import { isIPv6 } from 'node:net';
import type { Limits } from './config.ts';
import type { Clock } from './clock.ts';
import { Bucket } from './rate.ts';

/** What one address is doing, over all its connections. */
export interface Address {
  readonly key: string;
  /** False for a proxy that names nobody behind it: it stands for many, who must not lock each other out. */
  readonly limited: boolean;
  readonly messages: Bucket;
  readonly keyFailures: Bucket;
  connections: number;
  /** Rooms with a member from here, and how many each. */
  readonly rooms: Map<string, number>;
}

/** The addresses that are connected, or were a moment ago. */
export class Addresses {
  readonly #known = new Map<string, Address>();
  readonly #limits: Limits;
  readonly #clock: Clock;

  constructor(limits: Limits, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
  }

  get size(): number {
    return this.#known.size;
  }

  /**
   * @param ip as the (trusted) proxies or the socket name it
   * @param limited false when it is itself a trusted proxy
   */
  of(ip: string, limited: boolean): Address {
    const key = addressKey(ip);
    const known = this.#known.get(key);
    if (known) return known;
    const address = this.#create(key, limited);
    this.#known.set(key, address);
    return address;
  }

  /** Forgets the addresses that have no connection and no debt. */
  sweep(): void {
    const { tick } = this.#clock;
    for (const [key, address] of this.#known) {
      const idle = address.connections === 0 && address.rooms.size === 0;
      if (idle && address.messages.isFull(tick) && address.keyFailures.isFull(tick)) this.#known.delete(key);
    }
  }

  #create(key: string, limited: boolean): Address {
    const { tick, tickMs } = this.#clock;
    const { addressMessagesPerSecond, addressMessageBurst, addressKeyFailures } = this.#limits;
    return {
      key,
      limited,
      messages: new Bucket((addressMessagesPerSecond * tickMs) / 1000, addressMessageBurst, tick),
      keyFailures: new Bucket((addressKeyFailures * tickMs) / 60_000, addressKeyFailures, tick),
      connections: 0,
      rooms: new Map(),
    };
  }
}

/** True when one more room would be too many. */
export function isAtRoomLimit(address: Address, room: string, limits: Pick<Limits, 'addressRooms'>): boolean {
  return address.limited && address.rooms.size >= limits.addressRooms && !address.rooms.has(room);
}

/** Notes that a member from this address is in a room. */
export function enterRoom(address: Address, room: string): void {
  address.rooms.set(room, (address.rooms.get(room) ?? 0) + 1);
}

/** Undoes {@link enterRoom}. */
export function leaveRoom(address: Address, room: string): void {
  const left = (address.rooms.get(room) ?? 1) - 1;
  if (left > 0) address.rooms.set(room, left);
  else address.rooms.delete(room);
}

/** An IPv6 customer holds a /64 at least, so all of it counts as one address; IPv4 in IPv6 counts as IPv4. */
export function addressKey(ip: string): string {
  const plain = ip.replace(/%.*$/, '').toLowerCase();
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain)?.[1];
  if (mapped) return mapped;
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.split('::');
  const groups = head.split(':').filter(Boolean);
  const rest = tail === undefined ? [] : tail.split(':').filter(Boolean);
  while (groups.length + rest.length < 8) groups.push('0');
  return `${[...groups, ...rest]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
