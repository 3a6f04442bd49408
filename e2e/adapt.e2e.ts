import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inRoot } from '../scripts/lib/root.ts';
import { whyNoNetwork } from './bench/adapt/network.ts';
import type { Outcome } from './bench/adapt/outcome.ts';

const why = whyNoNetwork();
if (why !== null) console.log(`The test of a shaped link is skipped: ${why}`);

/** ms of one run: start, 6 s for the rates to settle, 5 s before, 9 s low, 15 s after */
const RUN_MS = 120_000;

/** One short run of the benchmark: it makes the network, and moves itself into it. */
async function runBrief(out: string): Promise<Outcome> {
  const script = inRoot('scripts', 'bench-adapt.ts');
  const args = ['--import', 'tsx', script, '--profiles', 'brief', '--modes', 'product', '--out', out];
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: RUN_MS });
  const { brief } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Record<
    'brief',
    { readonly product: Outcome }
  >;
  return brief.product;
}

/** Bounds for a machine that does other things as well; what the product reaches alone is measured by bench:adapt. */
describe.skipIf(why !== null)('a viewer whose link falls from 10 to 1 Mbps', () => {
  let out = '';
  let outcome: Outcome;

  beforeAll(async () => {
    out = await mkdtemp(path.join(os.tmpdir(), 'porthole-adapt-'));
    outcome = await runBrief(out);
  }, RUN_MS);
  afterAll(() => rm(out, { recursive: true, force: true }));

  it('is not frozen for long', () => {
    expect(outcome.longestFreezeMs).toBeLessThan(3000);
    expect(outcome.backTo15fpsMs).not.toBeNull();
  });

  it('gets a smaller picture meanwhile, and a moving one', () => {
    expect(outcome.heightLow).toBeLessThan(720);
    expect(outcome.heightLow).toBeGreaterThanOrEqual(240);
    expect(outcome.fpsLow).toBeGreaterThan(8);
  });

  it('does not take the others with it', () => expect(outcome.othersFpsRatio).toBeGreaterThan(0.5));

  it('gets the whole picture back', () => expect(outcome.heightEnd).toBe(720));
});
