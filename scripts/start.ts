/**
 * `npm start`: builds what is missing, starts the signaling service, and opens the machine's browser with Porthole in
 * it and a page to share. Ends with Ctrl+C, and everything it started ends with it.
 */
import { SERVER_ORIGIN } from '../build.config.ts';
import { Browser } from '../e2e/harness/browser.ts';
import { EXTENSION_DIR } from '../e2e/harness/extension.ts';
import { serveSample } from '../e2e/harness/sample-server.ts';
import { Scope } from '../e2e/harness/scope.ts';
import { SignalingServer } from '../e2e/harness/server.ts';
import { ensureBuilt } from './lib/build.ts';
import { findBrowser } from './lib/find-browser.ts';
import { inRoot } from './lib/root.ts';

const OPENED = `
A browser is open with Porthole in it. Click Porthole's icon (under the puzzle piece), press "Share this tab",
and open the link in any other browser on this machine.`;

const scope = new Scope();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void scope.close().finally(() => process.exit(0)));
}

async function main(): Promise<void> {
  console.log('Building what is missing or stale …');
  await ensureBuilt();
  await startServer();
  const sample = scope.own(await serveSample(), (server) => server.close());
  const opened = hasDisplay() && (await openBrowser(sample.url));
  console.log(opened ? OPENED : instructions(sample.url));
  console.log('Ctrl+C ends it.');
}

async function startServer(): Promise<void> {
  scope.own(await SignalingServer.start(), (server) => server.stop());
  console.log(`The signaling service runs at ${SERVER_ORIGIN}`);
}

/** @returns whether there is a browser, and it shows the sample page with the extension in its toolbar */
async function openBrowser(url: string): Promise<boolean> {
  if (!(await findBrowser())) return false;
  // A profile of its own that stays: the person's own browser is left alone, and choices are kept.
  const profile = inRoot('.profile');
  const browser = scope.own(await Browser.launch({ profile, url }), (opened) => opened.close());
  // Branded Chrome takes no `--load-extension` any more; this works in all of them.
  await browser.cdp.send('Extensions.loadUnpacked', { path: EXTENSION_DIR });
  return true;
}

function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
}

function instructions(sampleUrl: string): string {
  return `
No display, or no browser here. To try Porthole on a machine with one:
  1. In Chrome, Edge or Chromium open chrome://extensions, turn on "Developer mode", press "Load unpacked",
     and choose ${EXTENSION_DIR}
  2. Open a page, for instance ${sampleUrl}
  3. Click Porthole's icon (under the puzzle piece) and press "Share this tab".
  4. Open the link in any other browser.
Without hands: npm run demo -- --json`;
}

// Last, since it reads the texts above.
try {
  await main();
} catch (thrown) {
  console.error(thrown instanceof Error ? thrown.message : thrown);
  await scope.close();
  process.exitCode = 1;
}
