/**
 * `npm run soak`: one share for a long time, with viewers who stay and one who comes and goes every few seconds.
 * Fails when the process that encodes and sends keeps growing.
 */
import { parseArgs } from 'node:util';
import { growth, soak, type SoakReading } from '../e2e/bench/soak.ts';
import { makeGrantedProfile, removeProfile } from '../e2e/harness/profile.ts';
import { serveSample } from '../e2e/harness/sample-server.ts';
import { Scope } from '../e2e/harness/scope.ts';
import { SignalingServer } from '../e2e/harness/server.ts';
import { ensureBuilt } from './lib/build.ts';
import { requireBrowser } from './lib/install-browser.ts';

const USAGE = 'npm run soak -- [--minutes 10] [--viewers 3] [--json]';

/** MB a minute: an hour of it would be 120 MB, which nobody notices. */
const MAX_GROWTH = 2;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    viewers: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
  },
});

const scope = new Scope();
process.once('SIGINT', () => void scope.close().finally(() => process.exit(130)));
try {
  const { growthMbPerMinute, ...result } = await main();
  console.log(JSON.stringify({ growthMbPerMinute, ...result }));
  if (growthMbPerMinute > MAX_GROWTH) process.exitCode = 1;
} catch (thrown) {
  console.error(thrown);
  process.exitCode = 1;
} finally {
  await scope.close();
}

async function main() {
  const [minutes, viewers] = [Number(values.minutes), Number(values.viewers)];
  if (!(minutes > 0) || !Number.isInteger(viewers) || viewers < 1 || viewers > 13) {
    throw new Error(`usage: ${USAGE}`);
  }
  await ensureBuilt();
  if (!(await requireBrowser())) throw new Error('no Chromium, Edge or Chrome found');
  scope.own(await SignalingServer.start(), (server) => server.stop());
  const sample = scope.own(await serveSample(), (server) => server.close());
  const profile = scope.own(await makeGrantedProfile(['tabCapture']), removeProfile);
  const readings = await soak({ scope, sample, profile, viewers, seconds: minutes * 60, say });
  return {
    growthMbPerMinute: Math.round(growth(readings) * 100) / 100,
    fpsMin: Math.min(...readings.map(({ fpsMin }) => fpsMin)),
    firstMb: readings[0]?.rssMb,
    lastMb: readings.at(-1)?.rssMb,
    minutes,
    viewers,
  };
}

function say({ seconds, rssMb, fpsMin }: SoakReading): void {
  if (!values.json) console.log(`${seconds} s: ${Math.round(rssMb)} MB, ${fpsMin.toFixed(1)} fps`);
}
