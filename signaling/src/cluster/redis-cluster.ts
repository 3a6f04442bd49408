import * as v from 'valibot';
import type { Change } from '../orders.ts';
import { tellHost } from '../presence.ts';
import type { Member } from '../rooms.ts';
import type { Service } from '../service.ts';
import { Claims } from './claims.ts';
import { Debts } from './debts.ts';
import { readControl, readEvent, type RoomEvent } from './events.ts';
import { applyHostEvent, writeChange } from './host-events.ts';
import { Passage } from './passage.ts';
import type { Claim, ClaimRequest, Cluster } from './port.ts';
import { Recovery } from './recovery.ts';
import { RedisLink } from './redis-link.ts';
import { RemoteWire, readFrame, type Publish } from './remote-wire.ts';
import { Rosters } from './rosters.ts';

/** Shortest lease in ms: a node that is busy must not be taken for a dead one. */
const LEAST_LEASE_MS = 3000;

/**
 * Joins this node to the others through Redis.
 * @throws when Redis cannot be reached at start
 */
export async function connectCluster(service: Service, url: string): Promise<Cluster> {
  const cluster = new RedisCluster(service, url);
  await cluster.start();
  return cluster;
}

class RedisCluster implements Cluster {
  readonly #service: Service;
  readonly #link: RedisLink;
  readonly #passage: Passage;
  readonly #rosters: Rosters;
  readonly #debts: Debts;
  readonly #claims: Claims;
  readonly #recovery: Recovery;
  #timer: NodeJS.Timeout | null = null;
  #isTicking = false;

  constructor(service: Service, url: string) {
    const lease = Math.max(LEAST_LEASE_MS, service.config.timing.resumeTtl);
    this.#service = service;
    this.#link = new RedisLink(url, lease, service.log);
    this.#passage = new Passage(this.#link);
    const publish: Publish = (node, message) => this.#link.publish(node, message);
    this.#rosters = new Rosters(service.rooms, publish, this.#passage);
    this.#debts = new Debts(service, this.#link);
    this.#claims = new Claims(service, this.#link, this.#rosters, this.#debts, this.#passage, (event) =>
      this.#apply(event),
    );
    this.#recovery = new Recovery(service, this.#link, this.#rosters, () => this.#payDebts());
  }

  get isUp(): boolean {
    return this.#link.isUp;
  }

  async start(): Promise<void> {
    await this.#link.open((message) => this.#receive(message));
    this.#link.onBack(() => this.#link.attempt(this.#recovery.restore()));
    this.#timer = setInterval(() => this.#link.attempt(this.#tick()), this.#link.lease / 3);
    this.#timer.unref();
    this.#service.log.info({ event: 'cluster', node: this.#link.node });
  }

  async claim(request: ClaimRequest): Promise<Claim> {
    if (!this.isUp) throw new Error('Redis cannot be reached');
    await this.#recovery.grace();
    return this.#claims.claim(request);
  }

  release(member: Member, reason: 'left' | 'lost'): void {
    this.#debts.release({ room: member.room.id, id: member.id, session: member.session }, reason);
  }

  async change(host: Member, change: Change): Promise<boolean> {
    const { room, id } = host;
    const answer = await this.#link.run('change', room.id, [id, writeChange(change)]);
    const [status, control] = v.parse(v.array(v.string()), answer);
    if (status !== 'ok' || control === undefined) return false;
    if (change.ban !== undefined) tellHost(room, { type: 'banned', bans: [...readControl(control).bans] });
    return true;
  }

  unknock(room: string, id: string): void {
    this.#debts.unknock(room, id);
  }

  describe(member: Member): void {
    this.#link.attempt(this.#store(member));
  }

  /** The lease is left to run out: until then its members may resume on another node. */
  async close(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    if (this.#link.isUp) {
      const members = [...this.#service.rooms.all()].flatMap((room) => [...room.members.values()]);
      const stored = members.filter(({ address }) => address).map((member) => this.#store(member));
      await Promise.allSettled([...stored, this.#link.renew()]);
    }
    this.#link.close();
  }

  #store(member: Member): Promise<unknown> {
    const detached = member.wire.live ? '0' : '1';
    return this.#link.run('describe', member.room.id, [member.id, JSON.stringify(member.info), detached]);
  }

  #receive(message: Buffer): void {
    const frame = readFrame(message);
    if (frame) return this.#deliver(frame);
    if (this.#passage.receive(message)) return;
    const event = readEvent(message);
    if (!event) return;
    // An answer to who waits is for this node's door, not for the room.
    if (event.op !== 'answer') this.#claims.keepEvent(event);
    this.#apply(event);
  }

  #apply(event: RoomEvent): void {
    if (event.op === 'set' || event.op === 'del') this.#rosters.apply(event);
    else applyHostEvent(this.#service, event);
  }

  /** To a member here; to one that is just coming; or on to where it has moved. */
  #deliver({ room, to, frame }: { room: string; to: string; frame: Buffer }): void {
    const member = this.#service.rooms.get(room)?.members.get(to);
    const isHere = member && (member.wire.local || !this.#claims.isComing(room, to));
    if (isHere) member.wire.send(frame);
    else this.#claims.keepFrame(room, to, frame);
  }

  /** Once at a time: without an answer from Redis it waits for it, or for the end of the connection. */
  async #tick(): Promise<void> {
    if (!this.isUp || this.#isTicking) return;
    this.#isTicking = true;
    try {
      await this.#lookAfter();
    } finally {
      this.#isTicking = false;
    }
  }

  /** Renews the leases, and looks after rooms with members of dead nodes. */
  async #lookAfter(): Promise<void> {
    // The others may have given up on this node's members.
    if (!(await this.#link.renew())) return this.#recovery.restore();
    for (const room of this.#service.rooms.all()) {
      if (!(await this.#link.renewRoom(room.id))) await this.#recovery.restoreRoom(room);
    }
    await this.#payDebts();
    // After a restart of Redis the others need time to say that they are alive.
    if (!this.#recovery.isOver) return;
    await this.#recovery.reconcile();
    for (const [node, rooms] of this.#roomsByNode()) {
      if (await this.#link.isAlive(node)) continue;
      this.#service.log.warn({ event: 'node-dead', node });
      for (const room of rooms) await this.#link.run('evict', room, [], node);
    }
  }

  #payDebts(): Promise<void> {
    return this.#debts.pay((room) => this.#claims.isAsked(room));
  }

  /** The other nodes with members in rooms here. */
  #roomsByNode(): Map<string, Set<string>> {
    const found = new Map<string, Set<string>>();
    for (const room of this.#service.rooms.all()) {
      for (const { wire } of room.members.values()) {
        if (!(wire instanceof RemoteWire)) continue;
        const rooms = found.get(wire.node) ?? new Set();
        found.set(wire.node, rooms.add(room.id));
      }
    }
    return found;
  }
}
