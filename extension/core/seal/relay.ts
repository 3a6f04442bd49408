import { parseCandidate, type Relay } from '@porthole/signaling/protocol';
import type { RandomBytes } from '../room-key.ts';
import type { IncomingRelay } from '../session-state.ts';
import { isSealed, openBytes, sealBytes, type Context } from './envelope.ts';
import type { Refusal } from './refusal.ts';

/** The two ends of a relay, each with the nonce of its stay. */
export interface Ends {
  readonly room: string;
  readonly from: string;
  readonly to: string;
  readonly fromStay: string;
  readonly toStay: string;
}

export type OpenedRelay =
  | { readonly refusal: null; readonly counter: number; readonly relay: IncomingRelay }
  | { readonly refusal: Refusal; readonly counter: number | null };

const COUNTER_BYTES = 4;

/**
 * Seals what a relay carries: an offer's or answer's `sdp`, or a whole candidate, which then stands in the field
 * `candidate` alone. The number of an offer stays in clear, and cannot be changed.
 * @param counter greater than in every relay before in this stay
 */
export function sealRelay(
  key: Uint8Array,
  ends: Ends,
  relay: Relay,
  counter: number,
  random: RandomBytes,
): Relay {
  const seal = (text: string) => sealBytes(key, contextOf(ends, relay), contentOf(counter, text), random);
  if (relay.type !== 'ice-candidate') return { ...relay, sdp: seal(relay.sdp) };
  return { ...relay, candidate: { candidate: seal(JSON.stringify(relay.candidate)) } };
}

/** @param newest counter of the newest relay that was opened from this sender */
export function openRelay(key: Uint8Array, ends: Ends, relay: IncomingRelay, newest: number): OpenedRelay {
  const sealed = relay.type === 'ice-candidate' ? relay.candidate.candidate : relay.sdp;
  if (!isSealed(sealed)) return { refusal: 'unsealed', counter: null };
  const content = openBytes(key, contextOf(ends, relay), sealed);
  if (!content || content.length < COUNTER_BYTES) return { refusal: 'forged', counter: null };
  const counter = new DataView(content.buffer, content.byteOffset).getUint32(0);
  // One way through one server keeps its order, so what is not newer was there before.
  if (counter <= newest) return { refusal: 'replayed', counter: null };
  const clear = withText(relay, new TextDecoder().decode(content.subarray(COUNTER_BYTES)));
  return clear ? { refusal: null, counter, relay: clear } : { refusal: 'malformed', counter };
}

function withText(relay: IncomingRelay, text: string): IncomingRelay | null {
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

function contextOf({ room, from, to, fromStay, toStay }: Ends, relay: Relay): Context {
  const number = relay.type === 'ice-candidate' ? null : (relay.n ?? null);
  return ['relay', relay.type, room, from, to, fromStay, toStay, number];
}
