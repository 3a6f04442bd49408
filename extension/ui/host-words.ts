import type { RoomView } from '../core/snapshot.ts';
import type { Words } from './words.ts';

/** What a host reads, and may ask for. Names are claims: they stand in quotes, with a word on what they are worth. */
export const NAME_CLAIM = 'Everyone picks their own name: it proves nothing.';

/** @param name what the newcomer calls itself */
export function knockWords(name: string): string {
  return `“${name}” asks to come in`;
}

/** Who may come in just now. */
export function doorWords({ locked, waitingRoom }: Pick<RoomView, 'locked' | 'waitingRoom'>): string {
  if (locked) return 'Room locked: nobody new comes in';
  return waitingRoom ? 'Newcomers ask you first' : 'Anyone with the link comes in';
}

export const LOCK: Words = {
  title: 'Lock the room',
  hint: 'Nobody new comes in, not even with the link.',
};

export const WAITING_ROOM: Words = {
  title: 'Ask me first',
  hint: 'Newcomers wait until you let them in.',
};

/** @param name what the person calls itself */
export function removeWords(name: string): Words {
  return {
    title: `Remove “${name}”?`,
    hint: 'Their picture ends, and this browser of theirs can’t come back. From another browser they could: to be sure, let newcomers ask first.',
  };
}

export const ASK_FROM_NOW = 'From now on, newcomers ask first';

/** @param name what the person calls itself */
export function handOverWords(name: string): Words {
  return {
    title: `Make “${name}” the host?`,
    hint: 'They decide from then on who may come in, and can remove anyone, you included. You can’t take it back.',
  };
}

export const END_ROOM: Words = {
  title: 'End the room for everyone?',
  hint: 'All pictures stop, everyone is put out, and those who wait are turned away.',
};
