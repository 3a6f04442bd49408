import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from '@redis/client';
import * as v from 'valibot';
import { digest, type Member, type Room } from '../rooms.ts';
import type { Service } from '../service.ts';
import { readEvent, readRoster, storedInfo, type RoomEvent } from './events.ts';
import type { Claim, ClaimRequest, Cluster } from './port.ts';
import { RemoteWire, readFrame } from './remote-wire.ts';
import { Rosters } from './rosters.ts';
import { SCRIPTS } from './scripts.ts';

type Redis = ReturnType<typeof createConnection>;

/** Shortest lease in ms: a node that is busy must not be taken for a dead one. */
const LEAST_LEASE_MS = 3000;
/** A room's key outlives its last sign of life by so many leases, should all nodes die at once. */
const ROOM_LEASES = 10;

/** After a restart of Redis, in ms: longer than {@link RECONNECT_MS}, so that every node has been back. */
const GRACE_MS = 1500;
const RECONNECT_MS = 250;

const roomKey = (room: string): string => `porthole:room:${room}`;
const nodeKey = (node: string): string => `porthole:node:${node}`;

const refusal = v.picklist(['room-full', 'id-taken', 'wrong-key', 'locked', 'no-session']);

/** What came for a room between a claim's execution and its answer. */
interface Meanwhile {
  claims: number;
  readonly events: RoomEvent[];
  readonly frames: { readonly to: string; readonly frame: Buffer }[];
}

/** Fails at once while there is no connection, and keeps trying to have one. */
function createConnection(url: string) {
  return createClient({ url, disableOfflineQueue: true, socket: { reconnectStrategy: RECONNECT_MS } });
}

/**
 * Joins this node to the others through Redis: two connections, one for commands, one that listens on this node's channel.
 * @throws when Redis cannot be reached at start
 */
export async function connectCluster(service: Service, url: string): Promise<Cluster> {
  const commands = createClient({
    url,
    disableOfflineQueue: true,
    socket: { reconnectStrategy: RECONNECT_MS },
  });
  const subscriber = commands.duplicate();
  const cluster = new RedisCluster(service, commands, subscriber);
  await cluster.start();
  return cluster;
}

class RedisCluster implements Cluster {
  readonly #node = randomBytes(8).toString('hex');
  readonly #service: Service;
  readonly #commands: Redis;
  readonly #subscriber: Redis;
  readonly #rosters: Rosters;
  readonly #meanwhile = new Map<string, Meanwhile>();
  readonly #lease: number;
  #upSince = 0;
  #openFrom = 0;
  readonly #owed: { readonly room: string; readonly id: string; readonly reason: string }[] = [];
  #timer: NodeJS.Timeout | null = null;

  constructor(service: Service, commands: Redis, subscriber: Redis) {
    this.#service = service;
    this.#commands = commands;
    this.#subscriber = subscriber;
    this.#lease = Math.max(LEAST_LEASE_MS, service.config.timing.resumeTtl);
    this.#rosters = new Rosters(service.rooms, (node, message) => this.#publish(node, message));
  }

  get isUp(): boolean {
    return this.#commands.isReady && this.#subscriber.isReady;
  }

  async start(): Promise<void> {
    for (const client of [this.#commands, this.#subscriber]) {
      client.on('error', (error: Error) =>
        this.#service.log.warn({ event: 'redis', problem: error.message }),
      );
    }
    await Promise.all([this.#commands.connect(), this.#subscriber.connect()]);
    await this.#subscriber.subscribe(`porthole:to:${this.#node}`, (message) => this.#receive(message), true);
    await this.#renew();
    this.#upSince = Date.now();
    this.#commands.on('ready', () => this.#attempt(this.#restore()));
    this.#timer = setInterval(() => this.#attempt(this.#tick()), this.#lease / 3);
    this.#timer.unref();
    this.#service.log.info({ event: 'cluster', node: this.#node });
  }

  async claim(request: ClaimRequest): Promise<Claim> {
    const { room, info, auth, session, resume, mayCreate } = request;
    if (!this.isUp) throw new Error('Redis cannot be reached');
    await this.#grace();
    const meanwhile = this.#open(room);
    try {
      const answer = await this.#run('claim', room, [
        info.id,
        auth === null ? '' : digest(auth).toString('hex'),
        digest(session).toString('hex'),
        JSON.stringify(info),
        String(this.#service.config.limits.room),
        resume ? '1' : '0',
        String(this.#lease * ROOM_LEASES),
        mayCreate ? '1' : '0',
      ]);
      return this.#readClaim(room, answer, meanwhile);
    } catch (error) {
      this.#settle(room, meanwhile);
      throw error;
    }
  }

  release(member: Member, reason: 'left' | 'lost'): void {
    const room = member.room.id;
    this.#run('release', room, [member.id, reason]).catch(() =>
      this.#owed.push({ room, id: member.id, reason }),
    );
  }

  describe(member: Member): void {
    this.#attempt(this.#store(member));
  }

  /** The lease is left to run out: until then its members may resume on another node. */
  async close(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    if (this.#commands.isReady) {
      const members = [...this.#service.rooms.all()].flatMap((room) => [...room.members.values()]);
      const stored = members.filter(({ address }) => address).map((member) => this.#store(member));
      await Promise.allSettled([...stored, this.#renew()]);
    }
    this.#commands.destroy();
    this.#subscriber.destroy();
  }

  #store(member: Member): Promise<unknown> {
    const detached = member.wire.live ? '0' : '1';
    return this.#run('describe', member.room.id, [member.id, JSON.stringify(member.info), detached]);
  }

  #readClaim(room: string, answer: unknown, meanwhile: Meanwhile): Claim {
    const [status, version, verifier, replaced, info, ...others] = v.parse(v.array(v.string()), answer);
    if (status !== 'ok') {
      this.#settle(room, meanwhile);
      return { ok: false, code: v.parse(refusal, status) };
    }
    const roster = readRoster(others);
    const isNew = !this.#service.rooms.get(room);
    return {
      ok: true,
      version: Number(version),
      verifier: verifier ? Buffer.from(verifier, 'hex') : null,
      info: v.parse(storedInfo, info),
      replaced: replaced === '1',
      fill: () => this.#fill(room, roster, Number(version)),
      settle: () => this.#settle(room, meanwhile, isNew),
    };
  }

  #open(room: string): Meanwhile {
    const meanwhile = this.#meanwhile.get(room) ?? { claims: 0, events: [], frames: [] };
    meanwhile.claims += 1;
    this.#meanwhile.set(room, meanwhile);
    return meanwhile;
  }

  #fill(room: string, others: ReturnType<typeof readRoster>, version: number): void {
    const local = this.#service.rooms.get(room);
    if (local) this.#rosters.fill(local, others, version);
  }

  /** @param isNew the room was not here before, so that nothing has been told to it yet */
  #settle(room: string, meanwhile: Meanwhile, isNew = false): void {
    meanwhile.claims -= 1;
    if (meanwhile.claims === 0) this.#meanwhile.delete(room);
    if (isNew) for (const event of meanwhile.events) this.#rosters.apply(event);
    const local = this.#service.rooms.get(room);
    const kept = meanwhile.frames.splice(0);
    for (const { to, frame } of kept) local?.members.get(to)?.wire.send(frame);
  }

  #receive(message: Buffer): void {
    const frame = readFrame(message);
    if (frame) return this.#deliver(frame);
    const event = readEvent(message);
    if (!event) return;
    this.#meanwhile.get(event.room)?.events.push(event);
    this.#rosters.apply(event);
  }

  /** To a member here; to one that is just coming; or on to where it has moved. */
  #deliver({ room, to, frame }: { room: string; to: string; frame: Buffer }): void {
    const member = this.#service.rooms.get(room)?.members.get(to);
    if (member) member.wire.send(frame);
    else this.#meanwhile.get(room)?.frames.push({ to, frame });
  }

  #publish(node: string, message: Buffer): void {
    this.#attempt(this.#commands.publish(`porthole:to:${node}`, message));
  }

  #run(
    script: keyof typeof SCRIPTS,
    room: string,
    args: readonly string[],
    node = this.#node,
  ): Promise<unknown> {
    return this.#commands.eval(SCRIPTS[script], { keys: [roomKey(room)], arguments: [room, node, ...args] });
  }

  async #renew(): Promise<void> {
    await this.#commands.set(nodeKey(this.#node), '1', { PX: this.#lease });
  }

  /** Renews the leases, and looks after rooms with members of dead nodes. */
  async #tick(): Promise<void> {
    if (!this.isUp) return;
    await this.#renew();
    for (const room of this.#service.rooms.all()) {
      const isKnown = await this.#commands.pExpire(roomKey(room.id), this.#lease * ROOM_LEASES);
      if (!isKnown) await this.#restoreRoom(room);
    }
    // After a restart of Redis the others need time to say that they are alive.
    if (Date.now() - this.#upSince < this.#lease) return;
    for (const [node, rooms] of this.#roomsByNode()) {
      if (await this.#commands.exists(nodeKey(node))) continue;
      this.#service.log.warn({ event: 'node-dead', node });
      for (const room of rooms) await this.#run('evict', room, [], node);
    }
  }

  /** After a loss of Redis: says what has changed here, in case that Redis remembers, and what was, in case that it does not. */
  async #restore(): Promise<void> {
    this.#upSince = Date.now();
    this.#openFrom = this.#upSince + GRACE_MS;
    await this.#renew();
    for (const { room, id, reason } of this.#owed.splice(0)) await this.#run('release', room, [id, reason]);
    for (const room of this.#service.rooms.all()) await this.#restoreRoom(room);
    this.#service.log.info({ event: 'cluster-restored', node: this.#node });
  }

  async #restoreRoom(room: Room): Promise<void> {
    for (const member of room.members.values()) {
      if (!member.address) continue;
      const answer = await this.#run('restore', room.id, [
        member.id,
        room.verifier?.toString('hex') ?? '',
        digest(member.session).toString('hex'),
        JSON.stringify(member.info),
        member.wire.live ? '0' : '1',
        String(this.#lease * ROOM_LEASES),
      ]);
      const entries = v.parse(v.array(v.string()), answer);
      if (entries[0] === 'gone') continue;
      const others = readRoster(entries).filter(({ node }) => node !== this.#node);
      this.#fill(room.id, others, 0);
    }
  }

  /** Right after a restart of Redis nobody is let in: the nodes have yet to say who is there. */
  async #grace(): Promise<void> {
    const left = this.#openFrom - Date.now();
    if (left > 0) await sleep(left);
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

  /** For what nobody waits for: without Redis it fails, and is made up for when Redis is back. */
  #attempt(operation: Promise<unknown>): void {
    operation.catch((error: unknown) => this.#service.log.debug({ event: 'redis', problem: String(error) }));
  }
}
