import type { ErrorCode, PeerInfo } from '../../protocol/index.ts';
import type { Change } from '../orders.ts';
import type { Member } from '../rooms.ts';

/** A place asked for, in a room that may have members on other nodes. */
export interface ClaimRequest {
  readonly room: string;
  readonly info: PeerInfo;
  readonly auth: string | null;
  readonly host: string | null;
  readonly pass: string | null;
  readonly session: string;
  /** True to take a place again that the session holds, wherever it was. */
  readonly resume: boolean;
  /** With `resume`: messages that its client has got; null when it does not say. */
  readonly received: number | null;
  /** Whether the room may be created for it. */
  readonly mayCreate: boolean;
}

/** A member on another node. */
export interface RemoteMember {
  readonly node: string;
  readonly info: PeerInfo;
}

export type Claim =
  | {
      readonly ok: true;
      readonly version: number;
      /** Digest of the room's key; null in an open room. */
      readonly verifier: Buffer | null;
      /** What the others see of the member: its own, or on a resume what it was before. */
      readonly info: PeerInfo;
      /** What is kept of its pass. */
      readonly pass: string | null;
      readonly holdsKey: boolean;
      /** True when a place whose socket was gone has been taken afresh. */
      readonly replaced: boolean;
      /** Call once the member stands in its room: puts those on other nodes beside it, and the room's state in place. */
      readonly fill: () => void;
      /** Call once the member has been told who is there: hands over what other nodes sent in the meantime. */
      readonly settle: () => void;
    }
  | { readonly ok: false; readonly code: ErrorCode }
  /** The host is asked; an answer comes to this node. */
  | { readonly ok: false; readonly code: 'waiting' };

/** The other nodes of a service, as the rest of it sees them. */
export interface Cluster {
  /** False while Redis cannot be reached: who is here goes on, newcomers are turned away. */
  readonly isUp: boolean;
  /** @throws when Redis cannot be reached */
  claim(request: ClaimRequest): Promise<Claim>;
  release(member: Member, reason: 'left' | 'lost'): void;
  /** Tells the other nodes what a member is now, and keeps whether its socket is gone. */
  describe(member: Member): void;
  /** Carries an order of the host out on all nodes. @returns false when the member is not the host (any more) */
  change(host: Member, change: Change): Promise<boolean>;
  /** Whoever waited to be let in went away. */
  unknock(room: string, id: string): void;
  close(): Promise<void>;
}
