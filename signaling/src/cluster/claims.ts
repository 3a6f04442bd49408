import * as v from 'valibot';
import { founds } from '../control.ts';
import { others, type Member } from '../rooms.ts';
import { digest } from '../secret.ts';
import type { Service } from '../service.ts';
import type { Debts } from './debts.ts';
import { readControl, readKnocks, readRoster, storedInfo, type RoomEvent } from './events.ts';
import { adoptControl } from './host-events.ts';
import { Meanwhile } from './meanwhile.ts';
import type { Passage } from './passage.ts';
import type { Claim, ClaimRequest } from './port.ts';
import type { RedisLink } from './redis-link.ts';
import { RemoteWire } from './remote-wire.ts';
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
  readonly #passage: Passage;
  readonly #apply: (event: RoomEvent) => void;
  readonly #meanwhile = new Meanwhile();

  /** @param apply carries an event out in a room of this node */
  constructor(
    service: Service,
    link: RedisLink,
    rosters: Rosters,
    debts: Debts,
    passage: Passage,
    apply: (event: RoomEvent) => void,
  ) {
    this.#service = service;
    this.#link = link;
    this.#rosters = rosters;
    this.#debts = debts;
    this.#passage = passage;
    this.#apply = apply;
  }

  /** @throws when Redis does not answer */
  async claim(request: ClaimRequest): Promise<Claim> {
    const { room } = request;
    this.#meanwhile.begin(room, request.info.id);
    try {
      const answer = await this.#link.run('claim', room, this.#argumentsOf(request));
      const before = this.#service.rooms.get(room)?.members.get(request.info.id)?.wire;
      const claim = this.#read(request, answer);
      if (!claim.ok || !request.resume || !(before instanceof RemoteWire)) return claim;
      return await this.#moveHere(request, claim, before);
    } catch (error) {
      this.#debts.doubt(request);
      this.#settle(room, request.info.id);
      throw error;
    }
  }

  /** What members here have sent to where it was comes first, and what they send meanwhile after that. */
  async #moveHere(
    { room, info: { id } }: ClaimRequest,
    claim: Extract<Claim, { ok: true }>,
    before: RemoteWire,
  ): Promise<Claim> {
    before.hold();
    await this.#passage.clear(before.node);
    const settle = (): void => {
      claim.settle();
      const wire = this.#service.rooms.get(room)?.members.get(id)?.wire;
      for (const frame of before.takeHeld()) wire?.send(frame);
    };
    if (!this.#meanwhile.hasChanged(room, id, claim.version)) return { ...claim, settle };
    // Somewhere else it was faster, or it was put out.
    settle();
    return { ok: false, code: 'no-session' };
  }

  /** Whether somebody is just asking for a place in the room. */
  isAsked(room: string): boolean {
    return this.#meanwhile.isKept(room);
  }

  /** Whether this one is just asking for a place. */
  isComing(room: string, id: string): boolean {
    return this.#meanwhile.isComing(room, id);
  }

  keepEvent(event: RoomEvent): void {
    this.#meanwhile.keepEvent(event);
  }

  /** For a member that may just be coming. */
  keepFrame(room: string, to: string, frame: Buffer): void {
    this.#meanwhile.keepFrame(room, to, frame);
  }

  #argumentsOf(request: ClaimRequest): string[] {
    const { room, info, auth, host, pass, session, resume, received, mayCreate } = request;
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
      received === null ? '' : String(received),
    ];
  }

  #read({ room, info: { id } }: ClaimRequest, answer: unknown): Claim {
    const parts = v.parse(v.array(v.string()), answer);
    const [status, stamp, verifier, replaced, info, pass, proved, control = '', knocks = '', ...entries] =
      parts;
    if (status === 'stale') throw new Error('the lease has run out');
    if (status !== 'ok') {
      const code = v.parse(refusal, status);
      this.#settle(room, id);
      return code === 'waiting' ? { ok: false, code } : { ok: false, code };
    }
    const version = Number(stamp);
    const roster = readRoster(entries);
    let isNew = false;
    return {
      ok: true,
      version,
      verifier: verifier ? Buffer.from(verifier, 'hex') : null,
      info: v.parse(storedInfo, info),
      pass: pass || null,
      holdsKey: proved === '1',
      replaced: replaced === '1',
      fill: () => {
        const newcomer = this.#service.rooms.get(room)?.members.get(id);
        if (!newcomer) return;
        isNew = isAloneHere(newcomer);
        // What happens in the room may be heard of before the answer.
        const there = roster.filter((other) => !this.#meanwhile.hasGone(room, other.info.id, version));
        // Who is said to be here and is not has been left over by a claim that was not answered.
        const elsewhere = there.filter(({ node }) => node !== this.#link.node);
        this.#rosters.fill(newcomer, elsewhere, version);
        adoptControl(newcomer, readControl(control), readKnocks(knocks));
      },
      settle: () => this.#settle(room, id, isNew),
    };
  }

  /** @param isNew the room was not here before, so that nothing has been told to it yet */
  #settle(room: string, id: string, isNew = false): void {
    const { events, frames } = this.#meanwhile.end(room, id);
    if (isNew) for (const event of events) this.#apply(event);
    const local = this.#service.rooms.get(room);
    for (const { to, frame } of frames) local?.members.get(to)?.wire.send(frame);
  }
}

function isAloneHere(member: Member): boolean {
  return others(member).every(({ address }) => address === null);
}
