import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { toBase64url } from '../base64url.ts';

/** Whom a description goes from and to, in which room. */
export interface MarkEnds {
  readonly room: string;
  readonly from: string;
  readonly to: string;
}

/** An attribute that browsers do not know, and skip (RFC 8866, section 5.13). */
const LINE = 'a=x-porthole-host:';

/**
 * Marks an offer of the host's: whoever was told the host's proof knows by it that the host itself made just this
 * description, with the certificate that it names. The proof itself does not go through the server, and the mark is
 * worth nothing with another description, sender or receiver.
 * @param proof what the host tells this receiver, see `hostProof`
 */
export function markOffer(sdp: string, proof: string, ends: MarkEnds): string {
  return `${sdp}${sdp.endsWith('\r\n') ? '' : '\r\n'}${LINE}${markOf(sdp, proof, ends)}\r\n`;
}

/** @param proof what the host told me past the server */
export function isHostsOffer(sdp: string, proof: string, ends: MarkEnds): boolean {
  const start = sdp.lastIndexOf(LINE);
  return start >= 0 && markOffer(sdp.slice(0, start), proof, ends) === sdp;
}

function markOf(sdp: string, proof: string, { room, from, to }: MarkEnds): string {
  const encoder = new TextEncoder();
  const bound = JSON.stringify(['porthole v1 host offer', room, from, to, sdp.trimEnd()]);
  return toBase64url(hmac(sha256, encoder.encode(proof), encoder.encode(bound)));
}
