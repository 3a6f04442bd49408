import { randomBytes } from 'node:crypto';
import type { Client } from '../client.ts';
import type { Cluster } from '../cluster/port.ts';
import { applyChange } from '../hosting.ts';
import { decideOrder, type Change } from '../orders.ts';
import type { Member } from '../rooms.ts';
import type { Service } from '../service.ts';
import type { MessageOf } from './message-of.ts';

/**
 * Carries out an order of the room's host; nobody else's connection may give one.
 * @returns a promise where other nodes have to agree
 */
export function host(service: Service, client: Client, order: MessageOf<'host'>): void | Promise<void> {
  const { member } = client;
  const to = 'to' in order ? { to: order.to } : {};
  if (member?.room.id !== order.room) return client.refuse('not-in-room', { ref: 'host' });
  if (member.room.control.host !== member.id) return client.refuse('not-host', { ref: 'host', ...to });
  const decision = decideOrder(member.room, member.id, order, randomBytes(32));
  if (!decision.ok) return client.refuse(decision.code, { ref: 'host', ...to });
  service.metrics.message('host');
  service.log.info({ event: order.action, room: member.room.tag, peer: member.id });
  if (!service.cluster) return applyChange(service, member.room, decision.change);
  return changeEverywhere(service.cluster, client, member, decision.change);
}

/** The role may have gone to somebody on another node in the meantime. */
async function changeEverywhere(
  cluster: Cluster,
  client: Client,
  host: Member,
  change: Change,
): Promise<void> {
  if (!(await cluster.change(host, change))) client.refuse('not-host', { ref: 'host' });
}
