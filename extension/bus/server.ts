import type { Settings } from '../core/settings.ts';

/** Origin of the signaling service in use: the person's own, or the one this build was made for. */
export function serverOrigin(settings: Pick<Settings, 'server'>): string {
  return settings.server || DEFAULT_SERVER;
}

/** The access token, for one's own server alone: a link may lead anywhere. */
export function accessTokenFor(origin: string, settings: Pick<Settings, 'server' | 'token'>): string | null {
  return settings.token && origin === serverOrigin(settings) ? settings.token : null;
}

export const DEFAULT_SERVER = __SERVER_ORIGIN__;
