import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createEngineModes,
  stepEngineModes,
  type EngineInput,
  type EngineModes,
  type SinkState,
} from './engine-mode.ts';

const TICK_MS = 250;

describe('who is fed by a rung', () => {
  test('nobody without the engine', () => {
    const two = [viewer('a'), viewer('b')];
    expect(reasons(step(createEngineModes(), { sinks: two, available: false }))).toEqual([
      'unavailable',
      'unavailable',
    ]);
  });

  test('nobody any more, at once, when the engine fails', () => {
    const two = [viewer('a'), viewer('b')];
    const running = step(createEngineModes(), { sinks: two });
    expect(kinds(step(running, { at: 1, sinks: two, available: false }))).toEqual(['own', 'own']);
  });

  test('a lone viewer is not, two are from the tick of the join', () => {
    const one = step(createEngineModes(), { sinks: [viewer('a')] });
    expect(reasons(one)).toEqual(['alone']);
    expect(kinds(step(one, { at: 1, sinks: [viewer('a'), viewer('b')] }))).toEqual(['rung', 'rung']);
  });

  test('a newcomer begins there while it connects to a room with a viewer', () => {
    const joining = { ...viewer('b'), connected: false };
    const modes = step(createEngineModes(), { sinks: [viewer('a'), joining] });
    expect(kinds(modes)).toEqual(['own', 'rung']);
    expect(kinds(step(createEngineModes(), { sinks: [joining] }))).toEqual(['own']);
  });

  test("a viewer without the room's codec is not", () => {
    const sinks = [viewer('a'), { ...viewer('b'), codecOk: false }, viewer('c')];
    expect(reasons(step(createEngineModes(), { sinks }))).toEqual([null, 'codec', null]);
  });

  test('an outlier is not, as long as the others share', () => {
    const sinks = [{ ...viewer('a'), outlier: true }, viewer('b'), viewer('c')];
    const modes = step(createEngineModes(), { sinks });
    expect(reasons(modes)).toEqual(['outlier', null, null]);
    expect(reasons(step(modes, { sinks: [viewer('a'), viewer('b')] }))).toEqual([null, null]);
    const alone = step(modes, { sinks: sinks.slice(0, 1) });
    expect(reasons(step(alone, { at: 5000, sinks: sinks.slice(0, 1) }))).toEqual(['alone']);
  });

  test('the last one left stays there for 5 s, in case the other comes back', () => {
    const two = [viewer('a'), viewer('b')];
    let modes = step(createEngineModes(), { at: 0, sinks: two });
    modes = step(modes, { at: 1000, sinks: [viewer('a')] });
    modes = step(modes, { at: 5999, sinks: [viewer('a')] });
    expect(kinds(modes)).toEqual(['rung']);
    const back = step(modes, { at: 5999, sinks: two });
    expect(kinds(step(back, { at: 6000, sinks: [viewer('a')] }))).toEqual(['rung']);
    expect(reasons(step(modes, { at: 6000, sinks: [viewer('a')] }))).toEqual(['alone']);
  });
});

describe('a viewer that decodes nothing of a rung', () => {
  test('gets its own encoder after 1 s, while the others stay', () => {
    const modes = step(createEngineModes(), { sinks: [viewer('a'), viewer('b')] });
    expect(kinds(step(modes, { at: 1, sinks: [viewer('a', 999), viewer('b')] }))).toEqual(['rung', 'rung']);
    expect(reasons(step(modes, { at: 1, sinks: [viewer('a', 1000), viewer('b')] }))).toEqual(['stuck', null]);
  });

  test('is tried again after 10 s, then 20 s, and up to 5 min', () => {
    expect(pauses(7)).toEqual([10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000]);
  });

  test('is forgiven after 5 min of pictures', () => {
    const two = [viewer('a'), viewer('b')];
    let modes = step(createEngineModes(), { at: 0, sinks: two });
    modes = step(modes, { at: 1, sinks: [viewer('a', 1000), viewer('b')] });
    modes = step(modes, { at: 10_001, sinks: two });
    modes = step(modes, { at: 310_001, sinks: two });
    modes = step(modes, { at: 310_002, sinks: [viewer('a', 1000), viewer('b')] });
    expect(modes.distrusted.get('a')?.backoffMs).toBe(10_000);
  });

  test('is forgotten when it leaves', () => {
    let modes = step(createEngineModes(), { at: 0, sinks: [viewer('a'), viewer('b')] });
    modes = step(modes, { at: 1, sinks: [viewer('a', 1000), viewer('b')] });
    modes = step(modes, { at: 2, sinks: [viewer('b')] });
    expect([...modes.distrusted.keys(), ...modes.sinks.keys()]).toEqual(['b']);
  });

  test('is not called stuck for what was counted before it came to the rung', () => {
    const modes = step(createEngineModes(), { at: 0, sinks: [viewer('a')] });
    expect(kinds(step(modes, { at: 1, sinks: [viewer('a', 9000), viewer('b')] }))).toEqual(['rung', 'rung']);
  });
});

test('whatever happens: each sink has one mode, and a rung is for able, unstuck viewers only', () => {
  const anySinks = fc.uniqueArray(
    fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd'),
      connected: fc.boolean(),
      codecOk: fc.boolean(),
      stuckMs: fc.option(fc.nat(3000)),
      outlier: fc.boolean(),
    }),
    { selector: (sink) => sink.id },
  );
  const anyInput = fc.record({ sinks: anySinks, available: fc.boolean() });
  fc.assert(
    fc.property(fc.array(anyInput, { maxLength: 60 }), (inputs) => {
      let modes = createEngineModes();
      inputs.forEach((input, tick) => {
        const before = modes;
        modes = step(modes, { ...input, at: tick * TICK_MS });
        expect([...modes.sinks.keys()]).toEqual(input.sinks.map((sink) => sink.id));
        for (const sink of input.sinks) {
          if (modes.sinks.get(sink.id)?.kind !== 'rung') continue;
          expect(sink.codecOk && input.available && !sink.outlier).toBe(true);
          const wasOnRung = before.sinks.get(sink.id)?.kind === 'rung';
          expect(wasOnRung && (sink.stuckMs ?? 0) >= 1000).toBe(false);
        }
      });
    }),
  );
});

test('a sink that left a rung as stuck is back on one no sooner than after its back-off', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 100, maxLength: 300 }), (stuck) => {
      let modes = createEngineModes();
      let leftAt = 0;
      const stays: number[] = [];
      stuck.forEach((isStuck, tick) => {
        const before = modes.sinks.get('a')?.kind;
        const at = tick * TICK_MS;
        modes = step(modes, { at, sinks: [viewer('a', isStuck ? 1000 : null), viewer('b')] });
        const now = modes.sinks.get('a')?.kind;
        if (before === 'rung' && now === 'own') leftAt = at;
        if (before === 'own' && now === 'rung') stays.push(at - leftAt);
      });
      expect(Math.min(...stays)).toBeGreaterThanOrEqual(10_000);
    }),
  );
});

/** ms of each stay on its own encoder, of a viewer that is stuck whenever it is fed by a rung. */
function pauses(count: number): readonly number[] {
  const found: number[] = [];
  let modes = step(createEngineModes(), { at: 0, sinks: [viewer('a'), viewer('b')] });
  let leftAt = 0;
  for (let at = TICK_MS; found.length < count; at += TICK_MS) {
    const before = modes.sinks.get('a')?.kind;
    modes = step(modes, { at, sinks: [viewer('a', before === 'rung' ? 1000 : null), viewer('b')] });
    const now = modes.sinks.get('a')?.kind;
    if (before === 'rung' && now === 'own') leftAt = at;
    if (before === 'own' && now === 'rung') found.push(at - leftAt);
  }
  return found;
}

function step(modes: EngineModes, input: Partial<EngineInput>): EngineModes {
  return stepEngineModes(modes, { at: 0, available: true, sinks: [], ...input });
}

function viewer(id: string, stuckMs: number | null = null): SinkState {
  return { id, connected: true, codecOk: true, stuckMs, outlier: false };
}

function kinds(modes: EngineModes) {
  return [...modes.sinks.values()].map((mode) => mode.kind);
}

function reasons(modes: EngineModes) {
  return [...modes.sinks.values()].map((mode) => mode.reason);
}
