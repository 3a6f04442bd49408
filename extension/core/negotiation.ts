/**
 * Perfect negotiation (W3C WebRTC 1.0, section 10.7) with numbered offers, as pure decisions.
 *
 * Each side numbers its own offers; an answer carries the number of the offer it answers. So a stale answer, or an
 * offer that was overtaken, is told from the one that counts. A plain client sends no numbers: its messages are taken
 * as the newest.
 */
export interface Negotiation {
  /** On glare the polite side takes its own offer back. Of two ids the greater one is polite. */
  readonly polite: boolean;
  /** Number of my newest offer; 0 before the first. */
  readonly sent: number;
  /** Number of the peer's newest offer that was accepted; 0 before the first. */
  readonly received: number;
}

/** `repeat`: it was answered already, and the answer was lost on its way. */
type OfferDecision = 'accept' | 'repeat' | 'ignore';

export function createNegotiation(me: string, peer: string): Negotiation {
  return { polite: me > peer, sent: 0, received: 0 };
}

/** @returns the negotiation with my next offer counted; its `sent` is that offer's number */
export function nextOffer(negotiation: Negotiation): Negotiation {
  return { ...negotiation, sent: negotiation.sent + 1 };
}

/**
 * What to do with the peer's offer, once no call of mine on the connection is under way. `accept` may roll my own pending offer back (`setRemoteDescription` does it).
 * @param n the offer's number, undefined from a plain client
 */
export function decideOffer(
  negotiation: Negotiation,
  signalingState: RTCSignalingState,
  n: number | undefined,
): { negotiation: Negotiation; decision: OfferDecision } {
  const isAnswered = n !== undefined && n === negotiation.received && signalingState === 'stable';
  if (isAnswered) return { negotiation, decision: 'repeat' };
  const stale = n !== undefined && n <= negotiation.received;
  const collision = signalingState !== 'stable';
  if (stale || (collision && !negotiation.polite)) return { negotiation, decision: 'ignore' };
  return { negotiation: { ...negotiation, received: n ?? negotiation.received }, decision: 'accept' };
}

/**
 * Whether the peer's answer is the one to my newest offer.
 * @param n the number of the offer that it answers, undefined from a plain client
 */
export function decideAnswer(
  negotiation: Negotiation,
  signalingState: RTCSignalingState,
  n: number | undefined,
): 'accept' | 'ignore' {
  const expected = signalingState === 'have-local-offer' && (n === undefined || n === negotiation.sent);
  return expected ? 'accept' : 'ignore';
}

/** ms until an offer that nobody answers is sent again: answers take well under a second. */
const PATIENCE_MS = 5000;
const MOST_PATIENCE_MS = 60_000;

/**
 * How long to wait for an answer: a server may lose or refuse a message and say nothing, and a client of the plain protocol
 * may never answer.
 * @param unanswered offers in a row that nobody has answered, the last one among them
 * @returns ms
 */
export function answerPatience(unanswered: number): number {
  return Math.min(MOST_PATIENCE_MS, PATIENCE_MS * 2 ** (unanswered - 1));
}
