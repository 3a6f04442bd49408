/**
 * `npm run demo`: the whole job without hands or display. Shares a sample page by a real toolbar click, watches it in
 * a second browser process through the link, saves pictures of both, and prints what was measured as JSON.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runDemo } from '../e2e/harness/demo.ts';
import { Scope } from '../e2e/harness/scope.ts';
import { PRESET_IDS } from '../extension/core/presets.ts';
import { ensureBuilt } from './lib/build.ts';
import { requireBrowser } from './lib/install-browser.ts';

const USAGE = `npm run demo -- [--json] [--viewers 1] [--preset ${PRESET_IDS.join('|')}] [--seconds 10] [--out demo-out]`;

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    viewers: { type: 'string', default: '1' },
    preset: { type: 'string', default: '1080p30' },
    seconds: { type: 'string', default: '10' },
    out: { type: 'string', default: 'demo-out' },
  },
});

const scope = new Scope();
process.once('SIGINT', () => void scope.close().finally(() => process.exit(130)));
try {
  console.log(JSON.stringify(await main()));
} catch (thrown) {
  console.error(thrown);
  process.exitCode = 1;
} finally {
  await scope.close();
}

async function main() {
  const preset = PRESET_IDS.find((id) => id === values.preset);
  const viewers = Number(values.viewers);
  const seconds = Number(values.seconds);
  if (!preset || !Number.isInteger(viewers) || viewers < 1 || viewers > 14 || !(seconds > 0)) {
    throw new Error(`usage: ${USAGE}`);
  }
  // The line for machines is the only one on stdout then.
  const say = values.json ? () => {} : (line: string) => console.log(line);
  const out = path.resolve(values.out);
  await mkdir(out, { recursive: true });
  say('Building what is missing or stale …');
  await ensureBuilt();
  if (!(await requireBrowser()))
    throw new Error('no Chromium, Edge or Chrome found; PORTHOLE_BROWSER may name one');
  return runDemo({ scope, preset, viewers, seconds, out, say });
}
