import { expect, test } from 'vitest';
import { displayOf, type Look } from './display.ts';

const look = (at: number, presented: number, delay: number | null = null): Look => ({
  at,
  presented,
  capturedAt: delay === null ? null : at - delay,
});

test('frames presented between two looks are counted per second', () => {
  expect(displayOf([look(1000, 10), look(1250, 18), look(2000, 40)])).toEqual({ fps: 30, delayMs: null });
});

test('the delay is the median of the looks', () => {
  expect(displayOf([look(0, 0, 80), look(500, 15, 900), look(1000, 30, 90)])?.delayMs).toBe(90);
});

test('clocks that are wrong make no delay', () => {
  expect(displayOf([look(0, 0, -20), look(1000, 30, 3_000_000)])?.delayMs).toBeNull();
});

test('one look tells nothing', () => {
  expect(displayOf([])).toBeNull();
  expect(displayOf([look(1, 1)])).toBeNull();
});

test('an element that counts anew gives no negative rate', () => {
  expect(displayOf([look(0, 500), look(1000, 3)])?.fps).toBe(0);
});
