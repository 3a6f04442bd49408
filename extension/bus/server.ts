import type { Settings } from '../core/settings.ts';

/** Origin of the signaling service in use: the person's own, or the one this build was made for. */
export function serverOrigin(settings: Pick<Settings, 'server'>): string {
  return settings.server || DEFAULT_SERVER;
}

export const DEFAULT_SERVER = __SERVER_ORIGIN__;
