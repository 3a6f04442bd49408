import type { ErrorCode, HostOrder } from '../protocol/index.ts';
import { withBans, withExpected, type Control } from './control.ts';
import { digest } from './secret.ts';

/** What an order of the host makes of its room; the same on every node. Fields that are missing stay as they are. */
export interface Change extends Partial<
  Pick<Control, 'locked' | 'waitingRoom' | 'host' | 'hostKey' | 'expected'>
> {
  /** Members or newcomers to keep out from now on, with whatever a ban can hold on to. */
  readonly ban?: string;
  /** Bans to add as they stand. */
  readonly bans?: readonly string[];
  /** Whose stay ends, and how. */
  readonly out?: Ending;
  /** Which of those who wait are answered, and how. */
  readonly answer?: Answer;
}

interface Ending {
  readonly ids: readonly string[];
  readonly code: EndCode;
}

export interface Answer {
  readonly ids: readonly string[];
  /** `ok` lets in. */
  readonly code: 'ok' | EndCode;
}

export type EndCode = Extract<ErrorCode, 'denied' | 'removed' | 'ended'>;

/** Why a member's stay is ended: by the host's word, or because its place was given away while its node was cut off. */
export type StayEnd = EndCode | Extract<ErrorCode, 'room-full'>;

/** The room as the host's node sees it. */
export interface Hosted {
  readonly control: Control;
  readonly members: ReadonlyMap<string, unknown>;
  /** Who waits to be let in. */
  readonly knocks: ReadonlyMap<string, unknown>;
}

export type Decision =
  | { readonly ok: true; readonly change: Change }
  | { readonly ok: false; readonly code: ErrorCode };

/**
 * Decides on an order; who gives it has been looked at.
 * @param me the host's id
 * @param voidKey a digest that nobody knows a secret for
 */
export function decideOrder(room: Hosted, me: string, order: HostOrder, voidKey: Buffer): Decision {
  switch (order.action) {
    case 'lock':
      return change({ locked: true, ...afresh(room) });
    case 'unlock':
      return change({ locked: false });
    case 'waiting-on':
      return change({ waitingRoom: true, ...afresh(room) });
    case 'waiting-off':
      return change({ waitingRoom: false, ...letIn(room, [...room.knocks.keys()]) });
    case 'end':
      return change({
        out: { ids: [...room.members.keys()], code: 'ended' },
        answer: { ids: [...room.knocks.keys()], code: 'ended' },
      });
    case 'key':
      return change({ hostKey: digest(order.key) });
    case 'restore':
      return change(restored(room, order));
    default:
      return order.to === me ? { ok: false, code: 'bad-message' } : decideOn(room, order, voidKey);
  }
}

/** An order about somebody. */
function decideOn(room: Hosted, order: Extract<HostOrder, { to: string }>, voidKey: Buffer): Decision {
  const { to, action } = order;
  const isMember = room.members.has(to);
  const waits = room.knocks.has(to);
  if (action === 'remove' && isMember) return change({ ban: to });
  // Until the new host has sent a key of its own, nobody has one.
  if (action === 'hand-over' && isMember) return change({ host: to, hostKey: voidKey });
  if (action === 'admit' && waits) return change(letIn(room, [to]));
  if (action === 'deny' && waits) return change({ answer: { ids: [to], code: 'denied' } });
  if (action === 'deny' && isMember) return change({ out: { ids: [to], code: 'denied' } });
  return { ok: false, code: 'unknown-peer' };
}

/** A door that closes forgets whom it once let in; one that is closed already does not. */
function afresh({ control }: Hosted): Change {
  return control.locked || control.waitingRoom ? {} : { expected: [] };
}

function letIn({ control }: Hosted, ids: readonly string[]): Change {
  return {
    expected: withExpected(control.expected, ids),
    answer: { ids, code: 'ok' },
  };
}

function restored(room: Hosted, order: Extract<HostOrder, { action: 'restore' }>): Change {
  return {
    locked: order.locked,
    waitingRoom: order.waitingRoom,
    expected: order.members.filter((id) => !room.members.has(id)),
    bans: withBans(room.control.bans, order.bans),
  };
}

function change(change: Change): Decision {
  return { ok: true, change };
}
