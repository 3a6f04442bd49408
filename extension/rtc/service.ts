import * as v from 'valibot';
import { configResponse, type ServiceConfig } from '@porthole/signaling/protocol';
import { PortholeError } from '../core/faults.ts';
import { readServerAddress } from '../core/server-address.ts';

/** A server on another continent answers within a second; after 8 it counts as out of reach. */
const DEADLINE_MS = 8000;
/** Far above any real answer. */
const ANSWER_LENGTH = 64 * 1024;

const health = v.object({ ok: v.literal(true) });

/**
 * Asks a signaling service for its `/config`.
 * @param origin e.g. `https://porthole.example`
 * @throws PortholeError `server-unreachable`, `not-porthole` (it answers, but something else)
 */
export async function fetchConfig(origin: string, signal?: AbortSignal): Promise<ServiceConfig> {
  const config = await ask(new URL('/config', origin), configResponse, signal);
  const { protocol } = new URL(config.signalingUrl);
  if (protocol !== 'ws:' && protocol !== 'wss:') throw new PortholeError('not-porthole');
  return config;
}

/**
 * Checks that a Porthole signaling service answers at an address that a person typed.
 * @returns its origin
 * @throws PortholeError `bad-link` (not an http address), `server-unreachable`, `not-porthole`
 */
export async function checkService(address: string): Promise<string> {
  const origin = readServerAddress(address);
  await ask(new URL('/health', origin), health);
  return origin;
}

async function ask<S extends v.GenericSchema>(
  url: URL,
  schema: S,
  signal?: AbortSignal,
): Promise<v.InferOutput<S>> {
  const deadline = AbortSignal.timeout(DEADLINE_MS);
  const response = await fetch(url, {
    signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
    credentials: 'omit',
    cache: 'no-store',
  }).catch(async (cause: unknown) => {
    throw new PortholeError((await answers(url)) ? 'not-porthole' : 'server-unreachable', undefined, {
      cause,
    });
  });
  // A proxy answers 502–504 for a service that is down.
  if (response.status >= 500) throw new PortholeError('server-unreachable');
  const answer = v.safeParse(schema, await readJson(response));
  if (!response.ok || !answer.success) throw new PortholeError('not-porthole');
  return answer.output;
}

/** Whether anything answers at all: a server that is no Porthole forbids other pages to read its answer. */
async function answers(url: URL): Promise<boolean> {
  const probe = fetch(url, {
    mode: 'no-cors',
    credentials: 'omit',
    signal: AbortSignal.timeout(DEADLINE_MS),
  });
  return probe.then(
    () => true,
    () => false,
  );
}

async function readJson(response: Response): Promise<unknown> {
  try {
    const text = await response.text();
    return text.length > ANSWER_LENGTH ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
