import { describe, expect, test } from 'vitest';
import { noteUplink, uplinkBudget } from './uplink-budget.ts';

const choice = { preset: '1080p30', hint: 'auto', sound: false } as const;

describe('the way out', () => {
  test('is enough for as many viewers as it was seen to carry', () => {
    const record = { kbps: 20_000, full: false };
    expect(uplinkBudget(choice, 2, record)).toMatchObject({ verdict: 'fits', viewers: 2, needKbps: 16_000 });
  });

  test('may be enough for more than was ever tried', () => {
    expect(uplinkBudget(choice, 3, { kbps: 20_000, full: false }).verdict).toBe('unknown');
    expect(uplinkBudget(choice, 3, null)).toMatchObject({ verdict: 'unknown', viewers: null, each: null });
  });

  test('is short once it was full, and the Ladder gives lines up by what is left for each', () => {
    const record = { kbps: 10_000, full: true };
    expect(uplinkBudget(choice, 2, record)).toMatchObject({ verdict: 'short', each: { lines: 1080 } });
    expect(uplinkBudget(choice, 6, record).each).toEqual({ kbps: 1500, lines: 720 });
    expect(uplinkBudget(choice, 14, { kbps: 5000, full: true }).each?.lines).toBe(360);
  });

  test('carries the sound as well, which goes first', () => {
    const record = { kbps: 1000, full: true };
    expect(uplinkBudget({ ...choice, sound: true }, 5, record).each?.kbps).toBe(52);
    expect(uplinkBudget({ ...choice, sound: true }, 1, null).needKbps).toBe(8128);
  });
});

const link = (linkKbps: number | null) => ({
  rung: { lines: 1080, fps: 30, reason: 'full', kbps: 1, linkKbps } as const,
});

describe('what is learnt of it', () => {
  test('is the shortage that is known', () => {
    const share = { kbps: 9000, uplinkKbps: 6000 };
    expect(noteUplink({ kbps: 50_000, full: false }, share, [])).toEqual({ kbps: 6000, full: true });
  });

  test('is else the most that was sent, or that one Link carries', () => {
    const share = { kbps: 9000, uplinkKbps: null };
    expect(noteUplink(null, share, [link(4000)])).toEqual({ kbps: 9000, full: false });
    expect(noteUplink(null, share, [link(4000), link(12_000)])).toEqual({ kbps: 12_000, full: false });
    expect(noteUplink({ kbps: 30_000, full: false }, share, [])).toEqual({ kbps: 30_000, full: false });
  });

  test('more than what was full before was not full', () => {
    const share = { kbps: 9000, uplinkKbps: null };
    expect(noteUplink({ kbps: 6000, full: true }, share, [])).toEqual({ kbps: 9000, full: false });
    expect(noteUplink({ kbps: 9500, full: true }, share, [])).toEqual({ kbps: 9500, full: true });
  });

  test('is nothing while nothing was sent', () => {
    expect(noteUplink(null, { kbps: 0, uplinkKbps: null }, [link(null)])).toBeNull();
  });
});
