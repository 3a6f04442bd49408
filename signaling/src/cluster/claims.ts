import * as v from 'valibot';
import { founds } from '../control.ts';
import { digest } from '../secret.ts';
import type { Service } from '../service.ts';
import type { Debts } from './debts.ts';
import { readControl, readKnocks, readRoster, storedInfo, type RoomEvent } from './events.ts';
import { adoptControl } from './host-events.ts';
import { Meanwhile } from './meanwhile.ts';
import type { Claim, ClaimRequest } from './port.ts';
import type { RedisLink } from './redis-link.ts';
import type { Rosters } from './rosters.ts';

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

/** Asks Redis for places, and keeps what comes for a room until the one who asked stands in it. */
export class Claims {
  readonly #service: Service;
  readonly #link: RedisLink;
  readonly #rosters: Rosters;
  readonly #debts: Debts;
  readonly #apply: (event: RoomEvent) => void;
  readonly #meanwhile = new Meanwhile();

  /** @param apply carries an event out in a room of this node */
  constructor(
    service: Service,
    link: RedisLink,
    rosters: Rosters,
    debts: Debts,
    apply: (event: RoomEvent) => void,
  ) {
    this.#service = service;
    this.#link = link;
    this.#rosters = rosters;
    this.#debts = debts;
    this.#apply = apply;
  }

  /** @throws when Redis does not answer */
  async claim(request: ClaimRequest): Promise<Claim> {
    const { room } = request;
    this.#meanwhile.begin(room);
    try {
      return this.#read(room, await this.#link.run('claim', room, this.#argumentsOf(request)));
    } catch (error) {
      this.#debts.doubt(request);
      this.#settle(room);
      throw error;
    }
  }

  /** Whether somebody is just asking for a place in the room. */
  isAsked(room: string): boolean {
    return this.#meanwhile.isKept(room);
  }

  keepEvent(event: RoomEvent): void {
    this.#meanwhile.keepEvent(event);
  }

  /** For a member that may just be coming. */
  keepFrame(room: string, to: string, frame: Buffer): void {
    this.#meanwhile.keepFrame(room, to, frame);
  }

  #argumentsOf({ room, info, auth, host, pass, session, resume, mayCreate }: ClaimRequest): string[] {
    const { limits } = this.#service.config;
    return [
      info.id,
      auth === null ? '' : digest(auth).toString('hex'),
      digest(session).toString('hex'),
      JSON.stringify(info),
      String(limits.room),
      resume ? '1' : '0',
      String(this.#link.roomLease),
      mayCreate ? '1' : '0',
      pass ?? '',
      host === null ? '' : digest(host).toString('hex'),
      host !== null && founds(room, host) ? '1' : '0',
      String(limits.waiting),
      this.#link.term,
    ];
  }

  #read(room: string, answer: unknown): Claim {
    const entries = v.parse(v.array(v.string()), answer);
    const [status, version, verifier, replaced, info, pass, proved, control = '', knocks = '', ...others] =
      entries;
    if (status === 'stale') throw new Error('the lease has run out');
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
        const local = this.#service.rooms.get(room);
        if (!local) return;
        this.#rosters.fill(local, roster, Number(version));
        adoptControl(local, readControl(control), readKnocks(knocks));
      },
      settle: () => this.#settle(room, isNew),
    };
  }

  /** @param isNew the room was not here before, so that nothing has been told to it yet */
  #settle(room: string, isNew = false): void {
    const { events, frames } = this.#meanwhile.end(room);
    if (isNew) for (const event of events) this.#apply(event);
    const local = this.#service.rooms.get(room);
    for (const { to, frame } of frames) local?.members.get(to)?.wire.send(frame);
  }
}
