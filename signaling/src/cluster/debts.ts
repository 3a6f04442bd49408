import type { Member } from '../rooms.ts';
import { digest } from '../secret.ts';
import type { Service } from '../service.ts';
import type { ClaimRequest } from './port.ts';
import type { RedisLink } from './redis-link.ts';

interface Debt {
  readonly script: 'release' | 'unknock';
  readonly room: string;
  readonly id: string;
  readonly args: readonly string[];
}

/**
 * What Redis may hold for this node, and should not: what it could not be told to give up, and what it may have given
 * without this node hearing of it.
 */
export class Debts {
  readonly #service: Service;
  readonly #link: RedisLink;
  readonly #owed = new Set<Debt>();

  constructor(service: Service, link: RedisLink) {
    this.#service = service;
    this.#link = link;
  }

  /** Gives a place up, now or when Redis can be told. */
  release({ room, id, session }: Pick<Member, 'id' | 'session'> & { room: string }, reason: string): void {
    this.#tell({ script: 'release', room, id, args: [reason, digest(session).toString('hex')] });
  }

  /** Takes a knock back, now or when Redis can be told. */
  unknock(room: string, id: string): void {
    this.#tell({ script: 'unknock', room, id, args: [] });
  }

  /** A claim was not answered: Redis may have carried it out, or not. */
  doubt({ room, info: { id }, session }: ClaimRequest): void {
    this.#owed.add({ script: 'release', room, id, args: ['lost', digest(session).toString('hex')] });
    this.#owed.add({ script: 'unknock', room, id, args: [] });
  }

  /**
   * Tells Redis what it is owed.
   * @param isAsked whether the room's members are just changing: then it waits
   * @throws when Redis does not answer; the rest stays owed
   */
  async pay(isAsked: (room: string) => boolean): Promise<void> {
    for (const debt of this.#owed) {
      if (isAsked(debt.room)) continue;
      if (!this.#isHere(debt)) await this.#run(debt);
      // Only now: Redis may go again in between.
      this.#owed.delete(debt);
    }
  }

  #tell(debt: Debt): void {
    this.#run(debt).catch(() => this.#owed.add(debt));
  }

  #run({ script, room, id, args }: Debt): Promise<unknown> {
    return this.#link.run(script, room, [id, ...args]);
  }

  /** Who came again under the same id gives up its place, or its knock, itself. */
  #isHere({ script, room, id }: Debt): boolean {
    if (script === 'unknock') return this.#service.waiting.get(room, id) !== undefined;
    return Boolean(this.#service.rooms.get(room)?.members.get(id)?.address);
  }
}
