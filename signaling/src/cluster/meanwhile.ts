import type { RoomEvent } from './events.ts';

interface Kept {
  /** Who has asked for a place, once for each time. */
  readonly ids: string[];
  readonly events: RoomEvent[];
  readonly frames: { readonly to: string; readonly frame: Buffer }[];
}

/** What comes for a room between a claim's execution in Redis and the moment when its answer has been carried out. */
export class Meanwhile {
  readonly #rooms = new Map<string, Kept>();

  begin(room: string, id: string): void {
    const kept = this.#rooms.get(room) ?? { ids: [], events: [], frames: [] };
    kept.ids.push(id);
    this.#rooms.set(room, kept);
  }

  isComing(room: string, id: string): boolean {
    return this.#rooms.get(room)?.ids.includes(id) ?? false;
  }

  isKept(room: string): boolean {
    return this.#rooms.has(room);
  }

  keepEvent(event: RoomEvent): void {
    this.#rooms.get(event.room)?.events.push(event);
  }

  /** Whether somebody has gone since the room had this version, and not come back. */
  hasGone(room: string, id: string, version: number): boolean {
    const last = this.#rooms.get(room)?.events.findLast((event) => isOf(event, id) && event.v > version);
    return last?.op === 'del' || last?.op === 'out';
  }

  /** Whether somebody has moved, changed or gone since the room had this version. */
  hasChanged(room: string, id: string, version: number): boolean {
    return this.#rooms.get(room)?.events.some((event) => isOf(event, id) && event.v > version) ?? false;
  }

  keepFrame(room: string, to: string, frame: Buffer): void {
    this.#rooms.get(room)?.frames.push({ to, frame });
  }

  /** Once for each {@link begin}. @returns what is still kept; its frames are handed out once */
  end(room: string, id: string): Omit<Kept, 'ids'> {
    const kept = this.#rooms.get(room);
    if (!kept) return { events: [], frames: [] };
    kept.ids.splice(kept.ids.indexOf(id), 1);
    if (kept.ids.length === 0) this.#rooms.delete(room);
    return { events: kept.events, frames: kept.frames.splice(0) };
  }
}

function isOf(event: RoomEvent, id: string): event is Extract<RoomEvent, { op: 'set' | 'del' | 'out' }> {
  return (event.op === 'set' || event.op === 'del' || event.op === 'out') && event.id === id;
}
