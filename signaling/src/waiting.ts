import { CLOSE_CODES, type ErrorCode } from '../protocol/index.ts';
import type { Client } from './client.ts';
import { tellHost } from './presence.ts';
import type { JoinRequest, Room } from './rooms.ts';
import type { Service } from './service.ts';

/** A client at the door of a room, whose host is asked. */
export interface Waiting {
  readonly client: Client;
  readonly request: JoinRequest;
  /** ms since the epoch */
  readonly since: number;
}

/** The clients of this node that wait to be let in. They hold no place. */
export class WaitingRooms {
  readonly #rooms = new Map<string, Map<string, Waiting>>();

  add(waiting: Waiting): void {
    const { room, info } = waiting.request;
    const others = this.#rooms.get(room) ?? new Map<string, Waiting>();
    this.#rooms.set(room, others.set(info.id, waiting));
    waiting.client.waiting = waiting;
  }

  get(room: string, id: string): Waiting | undefined {
    return this.#rooms.get(room)?.get(id);
  }

  /** Its wait is over. */
  remove({ client, request: { room, info } }: Waiting): void {
    client.waiting = null;
    const others = this.#rooms.get(room);
    others?.delete(info.id);
    if (others?.size === 0) this.#rooms.delete(room);
  }

  /** The room is gone, and nobody left who could let anyone in. */
  close(service: Service, room: string): void {
    for (const waiting of this.#rooms.get(room)?.values() ?? []) turnAwayWaiting(service, waiting, 'ended');
  }

  /** All who wait, for a node that has to say so again. */
  *all(): Iterable<Waiting> {
    for (const waiting of this.#rooms.values()) yield* waiting.values();
  }
}

/** Has a client wait, and the host asked. */
export function wait(service: Service, room: Room, client: Client, request: JoinRequest): ErrorCode | null {
  if (room.knocks.has(request.info.id)) return 'id-taken';
  if (room.knocks.size >= service.config.limits.waiting) return 'waiting-full';
  beginWait(service, client, request);
  addKnock(room, request.info);
  return null;
}

/** The client's part of it. */
export function beginWait(service: Service, client: Client, request: JoinRequest): void {
  service.waiting.add({ client, request, since: service.clock.now });
  client.tell({ type: 'waiting', waitMs: service.config.timing.waiting });
  service.log.info({ event: 'wait', peer: request.info.id });
}

export function addKnock(room: Room, peer: JoinRequest['info']): void {
  room.knocks.set(peer.id, peer);
  tellHost(room, { type: 'knock', peer });
}

export function removeKnock(room: Room | undefined, id: string): void {
  if (room?.knocks.delete(id)) tellHost(room, { type: 'knock-gone', id });
}

/** The client went away by itself. */
export function giveUpWaiting(service: Service, waiting: Waiting): void {
  const { room, info } = waiting.request;
  service.waiting.remove(waiting);
  removeKnock(service.rooms.get(room), info.id);
  service.cluster?.unknock(room, info.id);
}

/** Sends a client away that waited. */
export function turnAwayWaiting(
  service: Service,
  waiting: Waiting,
  code: 'denied' | 'ended' | 'removed',
): void {
  giveUpWaiting(service, waiting);
  waiting.client.refuse(code, { ref: 'join' });
  waiting.client.close(CLOSE_CODES.refused, code);
}
