import { MESSAGE_BYTES, type Chat, type Relay } from '../../protocol/index.ts';
import type { Client } from '../client.ts';
import type { Service } from '../service.ts';
import type { Member } from '../rooms.ts';
import { splicedFrame, textFrame } from '../wire/frame.ts';
import type { RelayHeader } from '../wire/scan.ts';

/**
 * Passes an offer, an answer, a candidate or a chat message on to one other member of the sender's own room,
 * fields that this version does not know included. The sender is set here, as the last key:
 * of two equal keys JSON parsers take the last.
 */
export function relay(service: Service, client: Client, message: Relay | Chat, text: string): void {
  const { member } = client;
  const { type, to } = message;
  if (member?.room.id !== message.room) return client.refuse('not-in-room', { ref: type });
  const target = member.room.members.get(to);
  if (!target || target === member) return client.refuse('unknown-peer', { ref: type, to });
  // A client of version 1 knows nothing of chat, and is not to meet it.
  if (type === 'chat' && target.info.chat !== true) return client.refuse('unknown-peer', { ref: type, to });
  const signed = sign(text, member.id);
  if (signed === null) return client.refuse('bad-message', { ref: type, message: 'nested too deep' });
  if (signed.length > 2 * MESSAGE_BYTES) return client.refuse('too-large', { ref: type });
  target.wire.send(textFrame(signed));
  service.metrics.message(type);
}

/**
 * The same for a message whose header has been scanned: it is passed on as it came, byte for byte.
 */
export function relayScanned(
  service: Service,
  client: Client,
  member: Member,
  raw: Buffer,
  header: RelayHeader,
): void {
  const { type, to, end } = header;
  const target = member.room.members.get(to);
  if (!target || target === member) return client.refuse('unknown-peer', { ref: type, to });
  target.wire.send(splicedFrame(raw, end, member.signature));
  service.metrics.message(type);
}

/** The same message in canonical form (no key twice, no escapes in keys), with its sender. Null when it cannot be written. */
function sign(text: string, from: string): string | null {
  const fields: Record<string, unknown> = JSON.parse(text);
  delete fields['from'];
  fields['from'] = from;
  try {
    return JSON.stringify(fields);
  } catch {
    return null;
  }
}
