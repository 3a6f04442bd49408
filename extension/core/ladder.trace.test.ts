import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { replay, type LadderTrace } from '../testing/ladder-trace.ts';

/**
 * Recorded by `npm run bench:adapt -- --json` on links shaped between namespaces, 720p30, three viewers. A change of
 * the Ladder that moves these decisions is seen here: judge it on a real link, and record anew.
 */
test.each(['fall', 'brief', 'half', 'sawtooth', 'steady'])(
  'on the recorded link "%s" the Ladder decides as it did then',
  (name) => {
    const file = new URL(`fixtures/${name}.trace.json`, import.meta.url);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by writeTrace
    const trace = JSON.parse(readFileSync(file, 'utf8')) as LadderTrace;
    expect(trace.decisions.length).toBeGreaterThan(1);
    expect(replay(trace)).toEqual(trace.decisions);
  },
);
