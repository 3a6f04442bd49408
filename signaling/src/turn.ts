import { createHmac } from 'node:crypto';
import type { IceServer } from '../protocol/index.ts';
import type { Config } from './config.ts';

/**
 * The ICE servers for one client: the configured ones, and TURN with a credential of its own that ends.
 * The scheme is coturn's `use-auth-secret` (draft-uberti-behave-turn-rest): username `expiry:id`,
 * credential base64(HMAC-SHA1(secret, username)).
 * @param id whom the credential is for; shows up in the TURN server's log and quotas
 * @param now ms since the epoch
 */
export function iceServersFor(
  config: Pick<Config, 'iceServers' | 'turn'>,
  id: string,
  now: number,
): IceServer[] {
  if (!config.turn) return [...config.iceServers];
  const { urls, secret, ttl } = config.turn;
  const username = `${Math.floor(now / 1000) + ttl}:${id}`;
  const credential = createHmac('sha1', secret).update(username).digest('base64');
  return [...config.iceServers, { urls: [...urls], username, credential }];
}
