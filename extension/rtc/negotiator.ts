import type { Relay } from '@porthole/signaling/protocol';
import {
  answerPatience,
  createNegotiation,
  decideAnswer,
  decideOffer,
  nextOffer,
  type Negotiation,
} from '../core/negotiation.ts';
import { withEstimationRange, withStereoSound } from '../core/sdp.ts';
import type { IncomingRelay } from '../core/session-state.ts';
import type { Schedule } from './schedule.ts';

/** What a Link has to tell its peer, without the addresses that the mesh adds. */
export type LinkSignal = Relay extends infer R ? (R extends Relay ? Omit<R, 'to' | 'room'> : never) : never;

export interface NegotiatorOptions {
  readonly me: string;
  readonly peer: string;
  readonly schedule: Schedule;
  readonly signal: (message: LinkSignal) => void;
  /** bit/s that I may send; null while I send nothing */
  readonly maxBitrate: () => number | null;
  /** An offer/answer exchange is complete. */
  readonly settled: () => Promise<void>;
}

/** Carries out perfect negotiation on one connection, by the decisions of core/negotiation. */
export interface Negotiator {
  /** Runs after everything that was asked of the connection before: every decision sees a settled state. */
  enqueue(operation: () => Promise<void>): void;
  handle(relay: IncomingRelay): void;
  /** Sends an offer again that may have been lost with the signaling server. */
  resync(): void;
  /** The connection is closed by its owner. */
  close(): void;
}

/** Candidates kept for an offer that has not come yet. */
const EARLY_LIMIT = 64;

export function createNegotiator(connection: RTCPeerConnection, options: NegotiatorOptions): Negotiator {
  const early: RTCIceCandidateInit[] = [];
  let negotiation: Negotiation = createNegotiation(options.me, options.peer);
  let queue: Promise<void> = Promise.resolve();
  /** Offers in a row that nobody has answered. */
  let unanswered = 0;
  let stopWaiting: (() => void) | null = null;

  function enqueue(operation: () => Promise<void>): void {
    // What a peer or a closing connection makes fail must not stop what comes after it.
    queue = queue
      .then(() => (connection.signalingState === 'closed' ? undefined : operation()))
      .catch(() => undefined);
  }

  async function offer(): Promise<void> {
    if (connection.signalingState !== 'stable') return;
    negotiation = nextOffer(negotiation);
    await connection.setLocalDescription();
    options.signal({ type: 'offer', sdp: localSdp(connection), n: negotiation.sent });
    awaitAnswer();
  }

  function awaitAnswer(): void {
    unanswered += 1;
    stopWaiting?.();
    stopWaiting = options.schedule(answerPatience(unanswered), () => enqueue(repeatOffer));
  }

  /**
   * The same once more, with what candidates there are by now. Not a new one in its place: after a rollback Chromium gives
   * the sections other mids, and whoever has answered the first offer, though the answer was lost, can't take such a one.
   */
  async function repeatOffer(): Promise<void> {
    if (connection.signalingState !== 'have-local-offer') return;
    options.signal({ type: 'offer', sdp: localSdp(connection), n: negotiation.sent });
    awaitAnswer();
  }

  async function takeOffer(sdp: string, n: number | undefined): Promise<void> {
    const decided = decideOffer(negotiation, connection.signalingState, n);
    if (decided.decision === 'repeat') return repeatAnswer(n);
    if (decided.decision === 'ignore') return;
    await connection.setRemoteDescription({ type: 'offer', sdp });
    negotiation = decided.negotiation;
    await takeEarlyCandidates();
    const answer = await connection.createAnswer();
    await connection.setLocalDescription({ type: 'answer', sdp: withStereoSound(answer.sdp ?? '') });
    options.signal({ type: 'answer', sdp: localSdp(connection), ...(n !== undefined && { n }) });
    await options.settled();
  }

  /** @param n number of the offer that it answers */
  function repeatAnswer(n: number | undefined): void {
    // The peer's offer may have been the last one, and mine the last description all the same.
    if (connection.currentLocalDescription?.type !== 'answer') return;
    options.signal({ type: 'answer', sdp: localSdp(connection), ...(n !== undefined && { n }) });
  }

  async function takeAnswer(answer: string, n: number | undefined): Promise<void> {
    if (decideAnswer(negotiation, connection.signalingState, n) === 'ignore') return;
    const maxBitrate = options.maxBitrate();
    const sdp = maxBitrate === null ? answer : withEstimationRange(answer, maxBitrate);
    await connection.setRemoteDescription({ type: 'answer', sdp });
    stopWaiting?.();
    unanswered = 0;
    await takeEarlyCandidates();
    await options.settled();
  }

  async function takeCandidate(candidate: RTCIceCandidateInit): Promise<void> {
    if (connection.remoteDescription) await connection.addIceCandidate(candidate);
    else if (early.length < EARLY_LIMIT) early.push(candidate);
  }

  async function takeEarlyCandidates(): Promise<void> {
    await Promise.allSettled(early.splice(0).map((candidate) => connection.addIceCandidate(candidate)));
  }

  connection.addEventListener('negotiationneeded', () => enqueue(offer));
  connection.addEventListener('icecandidate', ({ candidate }) => {
    if (candidate) options.signal({ type: 'ice-candidate', candidate: plainCandidate(candidate) });
  });

  return {
    enqueue,
    handle(relay) {
      if (relay.type === 'offer') enqueue(() => takeOffer(relay.sdp, relay.n));
      else if (relay.type === 'answer') enqueue(() => takeAnswer(relay.sdp, relay.n));
      else enqueue(() => takeCandidate(toInit(relay.candidate)));
    },
    resync: () => enqueue(repeatOffer),
    close: () => stopWaiting?.(),
  };
}

function localSdp(connection: RTCPeerConnection): string {
  return connection.localDescription?.sdp ?? '';
}

function plainCandidate({ candidate, sdpMid, sdpMLineIndex, usernameFragment }: RTCIceCandidate) {
  return { candidate, sdpMid, sdpMLineIndex, usernameFragment };
}

function toInit(
  candidate: Extract<IncomingRelay, { type: 'ice-candidate' }>['candidate'],
): RTCIceCandidateInit {
  const { sdpMid = null, sdpMLineIndex = null, usernameFragment = null } = candidate;
  return { candidate: candidate.candidate, sdpMid, sdpMLineIndex, usernameFragment };
}
