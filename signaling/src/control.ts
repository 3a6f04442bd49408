import { createHash } from 'node:crypto';
import { BAN_LIMIT } from '../protocol/index.ts';
import { sameSecret } from './secret.ts';

/** Who may come into a room, and who decides that. */
export interface Control {
  locked: boolean;
  waitingRoom: boolean;
  /** Id of the member that holds the role; null while nobody does. */
  host: string | null;
  /** Digest of the verifier that proves the host key; null in a room that nobody hosts. */
  hostKey: Buffer | null;
  /** See {@link bansOf}; in the order in which they were made. */
  bans: readonly string[];
  /**
   * Who may come in past a closed door: an id that the host let in, or that was a member before the service restarted;
   * or {@link placeOf} a member whose place ran out while the door was closed.
   */
  expected: readonly string[];
  /** Of the last change that is known here; only among several nodes. */
  version: number;
}

/** Who asks to come in. */
export interface Newcomer {
  readonly id: string;
  /** See {@link passTag}; null for a client that keeps none. */
  readonly pass: string | null;
  /** Has proved the host key, and nobody who is there has the role. */
  readonly isHost: boolean;
  /** Takes a place of its own again, whose socket is gone. */
  readonly returns: boolean;
}

/** Bytes of a founder's verifier's digest that make a room's id. */
const FOUNDED_ID_BYTES = 12;

export function createControl(): Control {
  return {
    locked: false,
    waitingRoom: false,
    host: null,
    hostKey: null,
    bans: [],
    expected: [],
    version: 0,
  };
}

/** What the door does with a newcomer. */
export function knockAt(
  control: Control,
  { id, pass, isHost, returns }: Newcomer,
): 'enter' | 'removed' | 'room-locked' | 'waiting' {
  if (isHost) return 'enter';
  if (isBanned(control.bans, id, pass)) return 'removed';
  if (returns || isExpected(control, id, pass)) return 'enter';
  if (control.locked) return 'room-locked';
  return control.waitingRoom ? 'waiting' : 'enter';
}

/** Far more than a room takes: of those who may come back and did not, the oldest are forgotten. */
export const EXPECTED_LIMIT = 64;

/** Once each; of too many the oldest go. */
export function withExpected(expected: readonly string[], more: readonly string[]): readonly string[] {
  return [...new Set([...expected, ...more])].slice(-EXPECTED_LIMIT);
}

/** Keeps the way back open for a member whose place ran out behind a closed door: asleep, as a rule. */
export function expectBack(control: Control, id: string, pass: string | null): void {
  if (pass === null || !(control.locked || control.waitingRoom)) return;
  control.expected = withExpected(control.expected, [placeOf(id, pass)]);
}

/** An id is known to all who were ever in the room: its owner's pass is asked for as well. No id has a space. */
function placeOf(id: string, pass: string): string {
  return `${id} ${pass}`;
}

function isExpected({ expected }: Control, id: string, pass: string | null): boolean {
  return expected.includes(id) || (pass !== null && expected.includes(placeOf(id, pass)));
}

/**
 * Whether a verifier proves the host key. The first member of a room sets the key; where none is set later on (a viewer
 * was first, or the service restarted), only the founder of the room may set it.
 * @param room its id
 * @param verifier null when the client brought none
 */
export function provesHost(control: Control, room: string, isNew: boolean, verifier: string | null): boolean {
  if (verifier === null) return false;
  if (control.hostKey) return sameSecret(control.hostKey, verifier);
  return isNew || founds(room, verifier);
}

/** A room's id can be made of its founder's verifier: it then says by itself who its host is. */
export function founds(room: string, verifier: string): boolean {
  const digest = createHash('sha256').update(`porthole v1 room ${verifier}`).digest();
  return digest.subarray(0, FOUNDED_ID_BYTES).toString('base64url') === room;
}

/** What a ban of somebody holds on to: its id, and the pass that its client keeps for the room. */
export function bansOf(id: string, pass: string | null): string[] {
  return pass === null ? [`i:${id}`] : [`i:${id}`, `p:${pass}`];
}

export function isBanned(bans: readonly string[], id: string, pass: string | null): boolean {
  return bansOf(id, pass).some((ban) => bans.includes(ban));
}

/** Both lists, each ban once; of too many the oldest go. */
export function withBans(bans: readonly string[], more: readonly string[]): readonly string[] {
  return [...new Set([...bans, ...more])].slice(-BAN_LIMIT);
}

/** What is kept of a pass: a digest, which may be told to the host. */
export function passTag(pass: string | undefined): string | null {
  return pass === undefined ? null : createHash('sha256').update(pass).digest('base64url');
}
