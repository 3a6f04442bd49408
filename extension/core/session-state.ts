import {
  ROOM_LIMIT,
  type Chat,
  type ClientMessage,
  type IceServer,
  type Relay,
  type ServerMessage,
} from '@porthole/signaling/protocol';
import type { FaultCode } from './faults.ts';
import type { Refusal, RefusalCounts } from './seal/refusal.ts';
import type { GateMessage } from './peer-message.ts';
import { createHosting, type Hosting, type Order } from './host/hosting.ts';
import type { Fault, Phase } from './snapshot.ts';

/** What is known of my stay in a Room, what happens to it, and what has to be done: the words of the reducer in session.ts. */
export interface SessionState {
  readonly phase: Phase;
  readonly fault: Fault | null;
  readonly room: string;
  /** Room verifier, or null for an open room. */
  readonly auth: string | null;
  readonly id: string;
  readonly name: string;
  /** Access token, where the host asks for one to open a room; null = none. */
  readonly accessToken: string | null;
  readonly sharing: boolean;
  readonly peers: ReadonlyMap<string, Member>;
  readonly limit: number;
  /** The server passes chat on. */
  readonly chat: boolean;
  readonly iceServers: readonly IceServer[];
  /** Resume token of this stay, null before the first join. */
  readonly token: string | null;
  /** A join is under way: an `error` now is about it. */
  readonly joining: boolean;
  /** Tries since the socket was last of use. */
  readonly attempt: number;
  /** Relays that wait for signaling to be back, oldest first. */
  readonly outbox: readonly Relay[];
  /** What was refused because nobody with the room's key can have sent it so. */
  readonly refusals: RefusalCounts;
  readonly hosting: Hosting;
}

export interface Member {
  readonly id: string;
  readonly name: string;
  /** What the member says of itself; null from one that says nothing (a plain client). */
  readonly sharing: boolean | null;
  /** The server does not know the member (yet), but its media may still flow. */
  readonly absent: boolean;
  /** Takes chat: a client of version 1 does not. */
  readonly chat: boolean;
}

export type SessionEvent =
  | { readonly type: 'start' }
  | { readonly type: 'connected' }
  | { readonly type: 'unreachable'; readonly code: FaultCode }
  | { readonly type: 'message'; readonly message: ServerMessage }
  | { readonly type: 'closed'; readonly code: number }
  | { readonly type: 'retry' }
  /** This machine is on a network again, or on another one. */
  | { readonly type: 'network-changed' }
  /** The next try is due in `ms`. */
  | { readonly type: 'retry-set'; readonly ms: number }
  | { readonly type: 'new-id'; readonly id: string }
  | { readonly type: 'relay'; readonly relay: Relay }
  /** Something for a member's eyes; lost while the server is away. */
  | { readonly type: 'chat'; readonly to: string; readonly text: string }
  | { readonly type: 'refused'; readonly refused: readonly Refusal[] }
  | { readonly type: 'absence-over'; readonly ids: readonly string[] }
  /** A peer said, past the server, that its share is over. */
  | { readonly type: 'peer-ended'; readonly id: string }
  | { readonly type: 'set-sharing'; readonly sharing: boolean }
  /** The host decides. */
  | { readonly type: 'order'; readonly order: Order }
  | { readonly type: 'host-key'; readonly verifier: string }
  /** A peer said, past the server, whom to deal with. */
  | { readonly type: 'gate-told'; readonly from: string; readonly message: GateMessage }
  | { readonly type: 'rename'; readonly name: string }
  | { readonly type: 'leave' };

/** A relay as it arrives: with its sender. */
export type IncomingRelay = Exclude<Extract<ServerMessage, { from: string }>, { type: 'chat' }>;
export type IncomingChat = Chat & { readonly from: string };

export type SessionEffect =
  | { readonly type: 'connect' }
  | { readonly type: 'disconnect' }
  /** Hangs up too, but the place is to be kept. */
  | { readonly type: 'hang-up' }
  | { readonly type: 'send'; readonly message: ClientMessage }
  /** Fire `retry` after a jittered delay, or after `atLeastMs`. */
  | { readonly type: 'retry-later'; readonly attempt: number; readonly atLeastMs: number }
  | { readonly type: 'need-new-id' }
  /** Make a host key and keep it, answer with `host-key`. */
  | { readonly type: 'need-host-key' }
  /** The role is somebody else's: the key is worth nothing. */
  | { readonly type: 'drop-host-key' }
  /** Tell all peers, past the server, whom to deal with. */
  | { readonly type: 'tell-gate' }
  /** `iceServers` changed: connections restart with the new ones. */
  | { readonly type: 'use-ice-servers' }
  | { readonly type: 'peer-added'; readonly id: string }
  /** I, the host, have to be known to this peer. */
  | { readonly type: 'peer-called'; readonly id: string }
  | { readonly type: 'peer-removed'; readonly id: string }
  /** Ask later which of these have no media left, and answer with `absence-over`. */
  | { readonly type: 'watch-absent'; readonly ids: readonly string[] }
  | { readonly type: 'deliver'; readonly relay: IncomingRelay }
  | { readonly type: 'chat-came'; readonly from: string; readonly text: string };

export interface Step {
  readonly state: SessionState;
  readonly effects: readonly SessionEffect[];
}

export interface SessionStart {
  readonly room: string;
  readonly auth: string | null;
  readonly id: string;
  readonly name: string;
  readonly accessToken: string | null;
  readonly hosting?: Hosting;
}

export function createSession(start: SessionStart): SessionState {
  return {
    ...start,
    phase: 'idle',
    fault: null,
    sharing: false,
    peers: new Map(),
    limit: ROOM_LIMIT,
    chat: false,
    iceServers: [],
    token: null,
    joining: false,
    attempt: 0,
    outbox: [],
    refusals: {},
    hosting: start.hosting ?? createHosting(null, null),
  };
}
