import type { Size } from '../../extension/core/encoding.ts';
import { Browser, type LaunchOptions } from './browser.ts';
import { EXTENSION_DIR } from './extension.ts';
import type { Page } from './page.ts';
import { copyProfile, grant, removeProfile } from './profile.ts';
import type { SampleServer } from './sample-server.ts';
import type { Scope } from './scope.ts';
import { until } from './until.ts';

/** What a test wants that a person does not. */
const TEST_FLAGS = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  // Words are looked for in English, whatever the machine speaks.
  '--lang=en-US',
  '--accept-lang=en-US',
  // SwiftShader draws a page at 2–8 frames a second on two cores; the software compositor does 60.
  '--disable-gpu',
  // Containers may resolve no mDNS names and have nothing but loopback.
  '--disable-features=WebRtcHideLocalIpsWithMdns',
  '--allow-loopback-in-peer-connection',
  '--window-size=1280,863',
];

/** A bare browser, as a viewer has it. */
export async function launchBare(scope: Scope, options: LaunchOptions = {}): Promise<Browser> {
  const flags = [...TEST_FLAGS, ...(options.flags ?? [])];
  return scope.own(await Browser.launch({ headless: true, ...options, flags }), (browser) => browser.close());
}

interface ExtensionOptions extends LaunchOptions {
  /** Patterns of sites that the extension may act on, where there is a profile to start from. */
  readonly hosts?: readonly string[];
}

/** A browser with the extension in it. @param template a profile to start from; it stays as it is */
export async function launchWithExtension(
  scope: Scope,
  template?: string,
  options: ExtensionOptions = {},
): Promise<Browser> {
  const profile = template ? scope.own(await copyProfile(template), removeProfile) : undefined;
  if (profile && options.hosts) await grant(profile, [], options.hosts);
  return launchBare(scope, { extension: EXTENSION_DIR, ...(profile && { profile }), ...options });
}

export interface SharerOptions extends ExtensionOptions {
  /** px of the shared page; a tab is sent in its own size and never upscaled. Default: 1920x1080. */
  readonly pageSize?: Size;
  /** Frames a second that the page draws at most. Default: what the browser paints. */
  readonly maxFps?: number;
  /** Share of the page that is noise, 0 to 1: a page of text alone takes few bits. Default: 0. */
  readonly noise?: number;
}

/**
 * A page that two cores draw, capture, encode and decode with time to spare: for what is not about the picture's size
 * or its frame rate.
 */
export const SMALL_PAGE = { pageSize: { width: 960, height: 540 }, maxFps: 30 } as const;

/**
 * A browser that may capture tabs, with the sample page in front.
 * @param template a profile with the permission
 */
export async function launchSampleSharer(
  scope: Scope,
  template: string,
  sample: SampleServer,
  options: SharerOptions = {},
): Promise<Browser> {
  const browser = await launchWithExtension(scope, template, {
    url: sampleUrl(sample, options),
    ...options,
    flags: ['--autoplay-policy=no-user-gesture-required', ...(options.flags ?? [])],
  });
  const page = await browser.page(sample.url);
  await resizePage(browser, page, options.pageSize ?? { width: 1920, height: 1080 });
  await page.detach();
  return browser;
}

function sampleUrl({ url }: SampleServer, { maxFps, noise }: SharerOptions): string {
  const query = new URLSearchParams();
  if (maxFps) query.set('fps', String(maxFps));
  if (noise) query.set('noise', String(noise));
  return query.size > 0 ? `${url}?${query}` : url;
}

/** Resizes the window until the page in it has a size; how much of a window is browser UI differs. */
export async function resizePage(browser: Browser, page: Page, { width, height }: Size): Promise<void> {
  const { windowId } = await browser.cdp.send<{ windowId: number }>('Browser.getWindowForTarget', {
    targetId: page.targetId,
  });
  await until(`the page to be ${width}x${height}`, async () => {
    const [w, h, outerWidth, outerHeight] = await page.evaluate(
      () => [innerWidth, innerHeight, window.outerWidth, window.outerHeight] as const,
    );
    if (w === width && h === height) return true;
    const bounds = { width: outerWidth + width - w, height: outerHeight + height - h };
    await browser.cdp.send('Browser.setWindowBounds', { windowId, bounds });
    return false;
  });
}
