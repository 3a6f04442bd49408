import type { HostOrder } from '@porthole/signaling/protocol';
import type { GateMessage } from '../peer-message.ts';
import type { WaitingView } from '../snapshot.ts';
import { OPEN_GATE, type Gate } from './gate.ts';

/** The part of a Session's state that is about who may come in, and who decides that. */
export interface Hosting {
  /** Proves my host key to the server; null while I have none. */
  readonly verifier: string | null;
  /** Known to me and the server alone, the same each time I come to this room: what a removal holds on to. */
  readonly pass: string | null;
  /** Who has the role, as the server says; null for nobody. */
  readonly host: string | null;
  readonly locked: boolean;
  readonly waitingRoom: boolean;
  /** Who asks me, the host, to be let in. */
  readonly knocks: readonly WaitingView[];
  /** What the server wants to be reminded of, should it forget. */
  readonly bans: readonly string[];
  /** What I have ordered and the server has not carried out yet, oldest first: sent again when I am back. */
  readonly orders: readonly Order[];
  readonly gate: Gate;
  /** How the host proved itself to me first: nobody else's word counts from then on. */
  readonly proof: string | null;
  /** Whom the host has named as the next one. */
  readonly successor: string | null;
}

type Bare<T> = T extends unknown ? Omit<T, 'type' | 'room'> : never;
/** What a person who hosts can ask for. */
export type Order = Exclude<Bare<HostOrder>, { action: 'key' | 'restore' }>;

export function createHosting(verifier: string | null, pass: string | null): Hosting {
  return {
    verifier,
    pass,
    host: null,
    locked: false,
    waitingRoom: false,
    knocks: [],
    bans: [],
    orders: [],
    gate: OPEN_GATE,
    proof: null,
    successor: null,
  };
}

/** What a host tells a peer past the server. @param present ids of everyone in the room @param proof see `hostProof` */
export function gateMessage(
  { gate, successor }: Hosting,
  present: readonly string[],
  proof: string,
): GateMessage {
  const { closed, removed } = gate;
  const expected = closed ? [...new Set([...gate.expected, ...present])] : [];
  return { type: 'gate', proof, closed, expected, removed: [...removed], ...(successor && { successor }) };
}
