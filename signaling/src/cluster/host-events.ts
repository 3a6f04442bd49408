import type { PeerInfo } from '../../protocol/index.ts';
import type { Control } from '../control.ts';
import { answerWaiting, expel, isSameState, tellIfChanged } from '../hosting.ts';
import type { Change } from '../orders.ts';
import { roomState, tellKnocks, tellOthers } from '../presence.ts';
import type { Member, Room } from '../rooms.ts';
import type { Service } from '../service.ts';
import { addKnock, removeKnock } from '../waiting.ts';
import type { HostEvent } from './events.ts';

/** Applies on this node what a host has done, on this node or another; tells the members here what they should know. */
export function applyHostEvent(service: Service, event: HostEvent): void {
  if (event.op === 'answer') {
    return answerWaiting(service, event.room, { ids: [event.id], code: event.code });
  }
  const room = service.rooms.get(event.room);
  if (!room) return;
  switch (event.op) {
    case 'room':
      return updateControl(room, event.c);
    case 'out': {
      const member = room.members.get(event.id);
      return member && expel(service, member, event.code);
    }
    case 'knock':
      return addKnock(room, event.i);
    case 'knock-gone':
      return removeKnock(room, event.id);
  }
}

/** What Redis says of a room; the members here are told. */
export function updateControl(room: Room, control: Control): void {
  const before = roomState(room);
  if (adopt(room, control)) tellIfChanged(room, before);
}

/** What Redis says of the room of a member that has just come to this node; the others here are told. */
export function adoptControl(newcomer: Member, control: Control, knocks: readonly PeerInfo[]): void {
  const { room } = newcomer;
  const before = roomState(room);
  adopt(room, control);
  for (const peer of knocks) if (!room.knocks.has(peer.id)) room.knocks.set(peer.id, peer);
  const now = roomState(room);
  if (isSameState(before, now)) return;
  tellOthers(newcomer, { type: 'room-updated', ...now });
  if (now.host !== before.host && now.host !== newcomer.id) tellKnocks(room);
}

/** An answer may overtake an event: the older one says nothing new. */
function adopt(room: Room, control: Control): boolean {
  if (control.version <= room.control.version) return false;
  const { hostKey } = room.control;
  Object.assign(room.control, control);
  // A new key leaves the one who has sent it as the only one who holds it.
  if (hostKey && control.hostKey && !hostKey.equals(control.hostKey)) {
    for (const member of room.members.values()) member.holdsKey = member.id === control.host;
  }
  return true;
}

/** A change as the script reads it. */
export function writeChange({ hostKey, host, ...change }: Change): string {
  return JSON.stringify({
    ...change,
    ...(typeof host === 'string' && { host }),
    ...(hostKey && { key: hostKey.toString('hex') }),
  });
}

/** A room's state as it stands in Redis. */
export function writeControl({ hostKey, host, version, ...control }: Control): string {
  const key = hostKey?.toString('hex') ?? '';
  return JSON.stringify({ ...control, host: host ?? '', key, v: String(version) });
}
