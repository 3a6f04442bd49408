import { Browser, type LaunchOptions } from './browser.ts';
import { EXTENSION_DIR } from './extension.ts';
import { copyProfile, removeProfile } from './profile.ts';
import type { Scope } from './scope.ts';

/** What a test wants that a person does not. */
const TEST_FLAGS = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  // SwiftShader draws a page at 2–8 frames a second on two cores; the software compositor does 60.
  '--disable-gpu',
  // Containers may resolve no mDNS names and have nothing but loopback.
  '--disable-features=WebRtcHideLocalIpsWithMdns',
  '--allow-loopback-in-peer-connection',
  // 143 px of the window are browser UI, headless too: the page itself gets 1280x720.
  '--window-size=1280,863',
];

/** A bare browser, as a viewer has it. */
export async function launchBare(scope: Scope, options: LaunchOptions = {}): Promise<Browser> {
  const flags = [...TEST_FLAGS, ...(options.flags ?? [])];
  return scope.own(await Browser.launch({ headless: true, ...options, flags }), (browser) => browser.close());
}

/** A browser with the extension in it. @param template a profile to start from; it stays as it is */
export async function launchWithExtension(
  scope: Scope,
  template?: string,
  options: LaunchOptions = {},
): Promise<Browser> {
  const profile = template ? scope.own(await copyProfile(template), removeProfile) : undefined;
  return launchBare(scope, { extension: EXTENSION_DIR, ...(profile && { profile }), ...options });
}
