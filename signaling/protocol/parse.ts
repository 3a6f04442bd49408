import * as v from 'valibot';
import {
  candidate,
  clientMessage,
  serverMessage,
  type Candidate,
  type ClientMessage,
  type ServerMessage,
} from './messages.ts';

export type Parsed<T> = { ok: true; value: T } | { ok: false; problem: string };

/**
 * Reads one message that came from a client.
 * @param text the frame's text
 * @returns the message, or in `problem` which field is wrong (never its content)
 */
export function parseClientMessage(text: string): Parsed<ClientMessage> {
  return parse(clientMessage, text);
}

/**
 * Reads one message that came from the server.
 * @param text the frame's text
 * @returns the message, or in `problem` which field is wrong (never its content)
 */
export function parseServerMessage(text: string): Parsed<ServerMessage> {
  return parse(serverMessage, text);
}

/** Reads an ICE candidate that came sealed in another's message. @param text JSON */
export function parseCandidate(text: string): Parsed<Candidate> {
  return parse(candidate, text);
}

function parse<S extends v.GenericSchema>(schema: S, text: string): Parsed<v.InferOutput<S>> {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return { ok: false, problem: 'not JSON' };
  }
  const result = v.safeParse(schema, data, { abortEarly: true });
  if (result.success) return { ok: true, value: result.output };
  return { ok: false, problem: v.getDotPath(result.issues[0]) ?? 'not an object' };
}
