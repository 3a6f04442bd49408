import type { ErrorCode, ServerMessage } from '../protocol/index.ts';
import type { Address } from './addresses.ts';
import type { Member, Wire } from './rooms.ts';
import type { Waiting } from './waiting.ts';

/** What of the refused message the `error` names. */
export interface Refusal {
  /** `type` of the refused message. */
  readonly ref?: string;
  /** `to` of the refused message. */
  readonly to?: string;
  /** For the developer of a client; never what came in. */
  readonly message?: string;
}

/** A connected client, as the handlers see it. */
export interface Client extends Wire {
  readonly address: Address;
  /** Its place, once it has joined. */
  member: Member | null;
  /** Its wait to be let in, until that is answered. */
  waiting: Waiting | null;
  tell(message: ServerMessage): void;
  /** Answers with an `error` and counts it; the connection stays. */
  refuse(code: ErrorCode, refusal?: Refusal): void;
  /** Sends what is waiting and closes; the place, if there is one, is the caller's business. */
  close(code: number, reason: string): void;
}
