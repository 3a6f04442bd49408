import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { EXTENSION_ID } from '../../build.config.ts';
import { Browser } from './browser.ts';
import { EXTENSION_DIR, extensionUrl } from './extension.ts';
import { until } from './until.ts';

/** The part of Chromium's `Preferences` file that is read and written here. */
interface Preferences {
  extensions?: { settings?: Record<string, Record<string, unknown>> };
}

interface PermissionSet {
  api: string[];
  explicit_host: string[];
  manifest_permissions: unknown[];
  scriptable_host: string[];
}

/** Where Chromium keeps what is granted: held at start, ever granted, granted by a prompt. */
const GRANT_LISTS = ['active_permissions', 'granted_permissions', 'runtime_granted_permissions'];

/**
 * Makes a profile in which the extension already holds its optional permissions. No flag and no protocol call does
 * that, and the prompt hangs headless; but the entry of an unpacked extension may be edited while the profile is closed.
 * @returns the profile's folder, which the caller removes
 */
export async function makeGrantedProfile(
  api: readonly string[],
  hosts: readonly string[] = [],
): Promise<string> {
  const profile = await mkdtemp(path.join(os.tmpdir(), 'porthole-granted-'));
  const browser = await Browser.launch({ profile, extension: EXTENSION_DIR, headless: true });
  // It opens once, at the very first start: those who use the profile are spared it.
  await browser.page(extensionUrl('welcome'));
  await browser.close();
  await grant(profile, api, hosts);
  return profile;
}

/** Adds to what the extension holds in a closed profile. @param hosts patterns, as in a manifest */
export async function grant(
  profile: string,
  api: readonly string[],
  hosts: readonly string[] = [],
): Promise<void> {
  const file = path.join(profile, 'Default', 'Preferences');
  const preferences = await until('Chromium to write the extension into its profile', async () => {
    const read = JSON.parse(await readFile(file, 'utf8')) as Preferences;
    return read.extensions?.settings?.[EXTENSION_ID] && read;
  });
  const entry = preferences.extensions?.settings?.[EXTENSION_ID] ?? {};
  for (const list of GRANT_LISTS) entry[list] = withGrants(entry[list], api, hosts);
  await writeFile(file, JSON.stringify(preferences));
}

/** A copy of a profile to use up. */
export async function copyProfile(template: string): Promise<string> {
  const profile = await mkdtemp(path.join(os.tmpdir(), 'porthole-profile-'));
  await cp(template, profile, { recursive: true });
  return profile;
}

export async function removeProfile(profile: string): Promise<void> {
  await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}

function withGrants(held: unknown, api: readonly string[], hosts: readonly string[]): PermissionSet {
  const none: PermissionSet = { api: [], explicit_host: [], manifest_permissions: [], scriptable_host: [] };
  const set = { ...none, ...(held as Partial<PermissionSet> | undefined) };
  return {
    ...set,
    api: [...new Set([...set.api, ...api])],
    explicit_host: [...new Set([...set.explicit_host, ...hosts])],
  };
}
