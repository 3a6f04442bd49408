import { parseCandidate, type Chat, type Relay } from '@porthole/signaling/protocol';
import type { RandomBytes } from '../room-key.ts';
import type { IncomingChat, IncomingRelay } from '../session-state.ts';
import { isSealed, openBytes, sealBytes, type Context } from './envelope.ts';
import type { Refusal } from './refusal.ts';

/** What goes from one member to another. */
export type Outgoing = Relay | Chat;
export type Incoming = IncomingRelay | IncomingChat;

/** The two ends of a relay, each with the nonce of its stay. */
export interface Ends {
  readonly room: string;
  readonly from: string;
  readonly to: string;
  readonly fromStay: string;
  readonly toStay: string;
}

export type OpenedRelay =
  | { readonly refusal: null; readonly counter: number; readonly relay: Incoming }
  | { readonly refusal: Refusal; readonly counter: number | null };

const COUNTER_BYTES = 4;

/**
 * Seals what a relay carries: an offer's or answer's `sdp`, a chat's `text`, or a whole candidate, which then stands in the field
 * `candidate` alone. The number of an offer stays in clear, and cannot be changed.
 * @param counter greater than in every relay before in this stay
 */
export function sealRelay(
  key: Uint8Array,
  ends: Ends,
  relay: Outgoing,
  counter: number,
  random: RandomBytes,
): Outgoing {
  const seal = (text: string) => sealBytes(key, contextOf(ends, relay), contentOf(counter, text), random);
  if (relay.type === 'chat') return { ...relay, text: seal(relay.text) };
  if (relay.type !== 'ice-candidate') return { ...relay, sdp: seal(relay.sdp) };
  return { ...relay, candidate: { candidate: seal(JSON.stringify(relay.candidate)) } };
}

/** @param newest counter of the newest relay that was opened from this sender */
export function openRelay(key: Uint8Array, ends: Ends, relay: Incoming, newest: number): OpenedRelay {
  const sealed = sealedIn(relay);
  if (!isSealed(sealed)) return { refusal: 'unsealed', counter: null };
  const content = openBytes(key, contextOf(ends, relay), sealed);
  if (!content || content.length < COUNTER_BYTES) return { refusal: 'forged', counter: null };
  const counter = new DataView(content.buffer, content.byteOffset).getUint32(0);
  // One way through one server keeps its order, so what is not newer was there before.
  if (counter <= newest) return { refusal: 'replayed', counter: null };
  const clear = withText(relay, new TextDecoder().decode(content.subarray(COUNTER_BYTES)));
  return clear ? { refusal: null, counter, relay: clear } : { refusal: 'malformed', counter };
}

function sealedIn(relay: Incoming): string {
  if (relay.type === 'chat') return relay.text;
  return relay.type === 'ice-candidate' ? relay.candidate.candidate : relay.sdp;
}

function withText(relay: Incoming, text: string): Incoming | null {
  if (relay.type === 'chat') return text ? { ...relay, text } : null;
  if (relay.type !== 'ice-candidate') return text ? { ...relay, sdp: text } : null;
  const parsed = parseCandidate(text);
  return parsed.ok ? { ...relay, candidate: parsed.value } : null;
}

function contentOf(counter: number, text: string): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  const content = new Uint8Array(COUNTER_BYTES + bytes.length);
  new DataView(content.buffer).setUint32(0, counter);
  content.set(bytes, COUNTER_BYTES);
  return content;
}

function contextOf({ room, from, to, fromStay, toStay }: Ends, relay: Outgoing): Context {
  const number = relay.type === 'offer' || relay.type === 'answer' ? (relay.n ?? null) : null;
  return ['relay', relay.type, room, from, to, fromStay, toStay, number];
}
