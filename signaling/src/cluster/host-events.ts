import type { PeerInfo } from '../../protocol/index.ts';
import type { Control } from '../control.ts';
import { answerWaiting, expel, tellIfChanged } from '../hosting.ts';
import type { Change } from '../orders.ts';
import { roomState } from '../presence.ts';
import type { Room } from '../rooms.ts';
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
      return update(room, event.c);
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

function update(room: Room, control: Control): void {
  const before = roomState(room);
  if (adopt(room, control)) tellIfChanged(room, before);
}

/** What Redis says of a room whose member has just come to this node. */
export function adoptControl(room: Room, control: Control, knocks: readonly PeerInfo[]): void {
  adopt(room, control);
  for (const peer of knocks) if (!room.knocks.has(peer.id)) room.knocks.set(peer.id, peer);
}

/** An answer may overtake an event: the older one says nothing new. */
function adopt(room: Room, control: Control): boolean {
  if (control.version <= room.control.version) return false;
  Object.assign(room.control, control);
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
