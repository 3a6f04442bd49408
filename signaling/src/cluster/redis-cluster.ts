import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from '@redis/client';
import * as v from 'valibot';
import type { Member, Room } from '../rooms.ts';
import { digest } from '../secret.ts';
import type { Service } from '../service.ts';
import { founds } from '../control.ts';
import type { Change } from '../orders.ts';
import { tellHost } from '../presence.ts';
import { readControl, readEvent, readKnocks, readRoster, storedInfo, type RoomEvent } from './events.ts';
import { adoptControl, applyHostEvent, writeChange, writeControl } from './host-events.ts';
import { Meanwhile } from './meanwhile.ts';
import type { Claim, ClaimRequest, Cluster, RemoteMember } from './port.ts';
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

const refusal = v.picklist([
  'room-full',
  'id-taken',
  'wrong-key',
  'locked',
  'no-session',
  'room-locked',
  'removed',
  'waiting',
  'waiting-full',
]);

/** Fails at once while there is no connection, and keeps trying to have one. */
function createConnection(url: string) {
  return createClient({ url, disableOfflineQueue: true, socket: { reconnectStrategy: RECONNECT_MS } });
}

/**
 * Joins this node to the others through Redis: two connections, one for commands, one that listens on this node's channel.
 * @throws when Redis cannot be reached at start
 */
export async function connectCluster(service: Service, url: string): Promise<Cluster> {
  const commands = createConnection(url);
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
  readonly #meanwhile = new Meanwhile();
  readonly #lease: number;
  #upSince = 0;
  #openFrom = 0;
  /** Redis was away, and who has gone since is not known yet. */
  #unsure = false;
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
    const { room, info, auth, host, pass, session, resume, mayCreate } = request;
    const { limits } = this.#service.config;
    if (!this.isUp) throw new Error('Redis cannot be reached');
    await this.#grace();
    this.#meanwhile.begin(room);
    try {
      const answer = await this.#run('claim', room, [
        info.id,
        auth === null ? '' : digest(auth).toString('hex'),
        digest(session).toString('hex'),
        JSON.stringify(info),
        String(limits.room),
        resume ? '1' : '0',
        String(this.#lease * ROOM_LEASES),
        mayCreate ? '1' : '0',
        pass ?? '',
        host === null ? '' : digest(host).toString('hex'),
        host !== null && founds(room, host) ? '1' : '0',
        String(limits.waiting),
      ]);
      return this.#readClaim(room, answer);
    } catch (error) {
      this.#settle(room);
      throw error;
    }
  }

  release(member: Member, reason: 'left' | 'lost'): void {
    const room = member.room.id;
    this.#run('release', room, [member.id, reason]).catch(() =>
      this.#owed.push({ room, id: member.id, reason }),
    );
  }

  async change(host: Member, change: Change): Promise<boolean> {
    const { room, id } = host;
    const answer = await this.#run('change', room.id, [id, writeChange(change)]);
    const [status, control] = v.parse(v.array(v.string()), answer);
    if (status !== 'ok' || control === undefined) return false;
    if (change.ban !== undefined) tellHost(room, { type: 'banned', bans: [...readControl(control).bans] });
    return true;
  }

  unknock(room: string, id: string): void {
    this.#attempt(this.#run('unknock', room, [id]));
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

  #readClaim(room: string, answer: unknown): Claim {
    const entries = v.parse(v.array(v.string()), answer);
    const [status, version, verifier, replaced, info, pass, proved, control = '', knocks = '', ...others] =
      entries;
    if (status !== 'ok') {
      const code = v.parse(refusal, status);
      this.#settle(room);
      return code === 'waiting' ? { ok: false, code } : { ok: false, code };
    }
    const roster = readRoster(others);
    const isNew = !this.#service.rooms.get(room);
    return {
      ok: true,
      version: Number(version),
      verifier: verifier ? Buffer.from(verifier, 'hex') : null,
      info: v.parse(storedInfo, info),
      pass: pass || null,
      holdsKey: proved === '1',
      replaced: replaced === '1',
      fill: () => {
        this.#fill(room, roster, Number(version));
        const local = this.#service.rooms.get(room);
        if (local) adoptControl(local, readControl(control), readKnocks(knocks));
      },
      settle: () => this.#settle(room, isNew),
    };
  }

  #fill(room: string, others: ReturnType<typeof readRoster>, version: number): void {
    const local = this.#service.rooms.get(room);
    if (local) this.#rosters.fill(local, others, version);
  }

  /** @param isNew the room was not here before, so that nothing has been told to it yet */
  #settle(room: string, isNew = false): void {
    const { events, frames } = this.#meanwhile.end(room);
    if (isNew) for (const event of events) this.#apply(event);
    const local = this.#service.rooms.get(room);
    for (const { to, frame } of frames) local?.members.get(to)?.wire.send(frame);
  }

  #receive(message: Buffer): void {
    const frame = readFrame(message);
    if (frame) return this.#deliver(frame);
    const event = readEvent(message);
    if (!event) return;
    // An answer to who waits is for this node's door, not for the room.
    if (event.op !== 'answer') this.#meanwhile.keepEvent(event);
    this.#apply(event);
  }

  #apply(event: RoomEvent): void {
    if (event.op === 'set' || event.op === 'del') this.#rosters.apply(event);
    else applyHostEvent(this.#service, event);
  }

  /** To a member here; to one that is just coming; or on to where it has moved. */
  #deliver({ room, to, frame }: { room: string; to: string; frame: Buffer }): void {
    const member = this.#service.rooms.get(room)?.members.get(to);
    if (member) member.wire.send(frame);
    else this.#meanwhile.keepFrame(room, to, frame);
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
    if (this.#unsure) await this.#reconcileAll();
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
    this.#unsure = true;
    await this.#renew();
    for (let owed = this.#owed[0]; owed; owed = this.#owed[0]) {
      await this.#run('release', owed.room, [owed.id, owed.reason]);
      // Only now: Redis may go again in between.
      this.#owed.shift();
    }
    for (const room of this.#service.rooms.all()) await this.#restoreRoom(room);
    for (const { request } of this.#service.waiting.all()) {
      await this.#run('reknock', request.room, [request.info.id, JSON.stringify(request.info)]);
    }
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
        member.pass ?? '',
        member.holdsKey ? '1' : '0',
        writeControl(room.control),
      ]);
      const { version, others } = this.#readOthers(answer);
      this.#rosters.update(room, others, version);
    }
  }

  /** By now every node that lives has said who is there: whoever is not named has gone while Redis was away. */
  async #reconcileAll(): Promise<void> {
    for (const room of this.#service.rooms.all()) {
      const { version, others } = this.#readOthers(await this.#run('roster', room.id, []));
      this.#rosters.update(room, others, version);
      this.#rosters.dropOthersThan(room, others, version);
    }
    this.#unsure = false;
  }

  #readOthers(answer: unknown): { readonly version: number; readonly others: readonly RemoteMember[] } {
    const [version, ...roster] = v.parse(v.array(v.string()), answer);
    const others = readRoster(roster).filter(({ node }) => node !== this.#node);
    return { version: Number(version), others };
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
