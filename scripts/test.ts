/** `npm test`: every check there is, cheapest first; ends at the first that fails. Arguments go to the test runner. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { requireBrowser } from './lib/install-browser.ts';
import { runScript } from './lib/run.ts';

interface Counts {
  readonly passed: number;
  readonly failed: number;
}

interface Step {
  readonly heading: string;
  /** @returns whether it succeeded */
  readonly check: () => Promise<boolean>;
}

/** What is read of the test runner's JSON report. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
}

const runnerArgs = process.argv.slice(2);
const reports = await mkdtemp(path.join(os.tmpdir(), 'porthole-reports-'));
const suites: Counts[] = [];

const steps: readonly Step[] = [
  { heading: 'Types', check: () => script('types') },
  { heading: 'Lint', check: () => script('lint') },
  { heading: 'Format', check: () => script('format:check') },
  { heading: 'Dead code', check: () => script('dead-code') },
  { heading: 'Known holes', check: () => script('audit') },
  { heading: 'Unit tests', check: () => suite('unit') },
  { heading: 'Build', check: () => script('build') },
  { heading: 'Browser', check: browser },
  { heading: 'End-to-end tests', check: () => suite('e2e') },
];

process.exitCode = await main();
await rm(reports, { recursive: true, force: true });

async function main(): Promise<number> {
  for (const { heading, check } of steps) {
    const startedAt = Date.now();
    console.log(`\n=== ${heading}`);
    if (!(await check())) {
      console.error(`\n=== ${heading}: FAILED`);
      printCounts(true);
      return 1;
    }
    console.log(`=== ${heading}: ok, ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
  }
  printCounts(false);
  return 0;
}

async function script(name: string): Promise<boolean> {
  return (await runScript(name)) === 0;
}

async function suite(name: 'unit' | 'e2e'): Promise<boolean> {
  const file = path.join(reports, `${name}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const filter = runnerArgs.length > 0 ? ['--passWithNoTests', ...runnerArgs] : [];
  const ok = (await runScript(`test:${name}`, [...reporters, ...filter])) === 0;
  const report = await readFile(file, 'utf8').then(
    (text) => JSON.parse(text) as Report,
    () => ({ numPassedTests: 0, numFailedTests: 0 }),
  );
  suites.push({ passed: report.numPassedTests, failed: report.numFailedTests });
  return ok;
}

async function browser(): Promise<boolean> {
  const found = await requireBrowser();
  if (found) console.log(found);
  else console.error('Install Chromium, Edge or Chrome, or name one in PORTHOLE_BROWSER.');
  return found !== null;
}

/** @param stepFailed counts as a failure where no test does: a failed check must not read "0 failed" */
function printCounts(stepFailed: boolean): void {
  const passed = suites.reduce((sum, counts) => sum + counts.passed, 0);
  const failed = suites.reduce((sum, counts) => sum + counts.failed, 0);
  console.log(`\n${passed} passed, ${stepFailed ? Math.max(1, failed) : failed} failed`);
}
