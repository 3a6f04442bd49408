import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import type { Room } from '../rooms.ts';
import { expel } from '../hosting.ts';
import { digest } from '../secret.ts';
import type { Service } from '../service.ts';
import { readControl, readRoster } from './events.ts';
import { updateControl, writeControl } from './host-events.ts';
import type { RemoteMember } from './port.ts';
import { RECONNECT_MS, type RedisLink } from './redis-link.ts';
import type { Rosters } from './rosters.ts';

/** After a restart of Redis, in ms: longer than its reconnects are apart, so that every node has been back. */
const GRACE_MS = 6 * RECONNECT_MS;

/** Makes this node and Redis agree again after they could not talk. */
export class Recovery {
  readonly #service: Service;
  readonly #link: RedisLink;
  readonly #rosters: Rosters;
  readonly #payDebts: () => Promise<void>;
  #upSince = Date.now();
  #openFrom = 0;
  /** Redis was away, and who has gone since is not known yet. */
  #unsure = false;
  #last: Promise<void> = Promise.resolve();

  constructor(service: Service, link: RedisLink, rosters: Rosters, payDebts: () => Promise<void>) {
    this.#service = service;
    this.#link = link;
    this.#rosters = rosters;
    this.#payDebts = payDebts;
  }

  /** Right after a restart of Redis nobody is let in: the nodes have yet to say who is there. */
  async grace(): Promise<void> {
    await this.#last.catch(() => undefined);
    const left = this.#openFrom - Date.now();
    if (left > 0) await sleep(left);
  }

  /** Whether every node that lives has had the time to say so. */
  get isOver(): boolean {
    return Date.now() - this.#upSince >= this.#link.lease;
  }

  /**
   * After a loss of Redis, or of the lease: says what has changed here, in case that Redis remembers, and what was, in
   * case that it does not. One at a time.
   */
  restore(): Promise<void> {
    this.#upSince = Date.now();
    this.#openFrom = this.#upSince + GRACE_MS;
    this.#unsure = true;
    const restore = (): Promise<void> => this.#restore();
    this.#last = this.#last.then(restore, restore);
    return this.#last;
  }

  async #restore(): Promise<void> {
    await this.#link.takeLease();
    await this.#payDebts();
    for (const room of this.#service.rooms.all()) await this.restoreRoom(room);
    for (const { request } of this.#service.waiting.all()) {
      await this.#link.run('reknock', request.room, [request.info.id, JSON.stringify(request.info)]);
    }
    this.#service.log.info({ event: 'cluster-restored', node: this.#link.node });
  }

  /**
   * Puts a room's members of this node back into Redis, and learns who else is there. Whose place was given away while
   * this node was given up for dead has to go.
   */
  async restoreRoom(room: Room): Promise<void> {
    for (const member of [...room.members.values()].filter(({ address }) => address !== null)) {
      const answer = await this.#link.run('restore', room.id, [
        member.id,
        room.verifier?.toString('hex') ?? '',
        digest(member.session).toString('hex'),
        JSON.stringify(member.info),
        member.wire.live ? '0' : '1',
        String(this.#link.roomLease),
        member.pass ?? '',
        member.holdsKey ? '1' : '0',
        writeControl(room.control),
        String(this.#service.config.limits.room),
      ]);
      if (isRefused(answer)) expel(this.#service, member, 'room-full');
      else this.#update(room, answer);
    }
  }

  /** Once {@link isOver}: whoever is not named by now has gone while Redis was away. */
  async reconcile(): Promise<void> {
    if (!this.#unsure) return;
    for (const room of this.#service.rooms.all()) {
      const { version, others } = this.#update(room, await this.#link.run('roster', room.id, []));
      this.#rosters.dropOthersThan(room, others, version);
    }
    this.#unsure = false;
  }

  /** Takes over what a roster says that was not known here. */
  #update(
    room: Room,
    answer: unknown,
  ): { readonly version: number; readonly others: readonly RemoteMember[] } {
    const [stamp, control, ...roster] = v.parse(v.array(v.string()), answer);
    const version = Number(stamp);
    const others = readRoster(roster).filter(({ node }) => node !== this.#link.node);
    this.#rosters.update(room, others, version);
    if (control) updateControl(room, readControl(control));
    return { version, others };
  }
}

function isRefused(answer: unknown): boolean {
  return Array.isArray(answer) && answer[0] === 'room-full';
}
