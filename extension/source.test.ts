import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';

/* What no file of the extension may contain, whatever it is for. */

const names = (await readdir(import.meta.dirname, { recursive: true })).filter(
  (name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$|\.d\.ts$/.test(name),
);
const sources = await Promise.all(
  names.map(async (name) => ({ name, text: await readFile(path.join(import.meta.dirname, name), 'utf8') })),
);
const using = (pattern: RegExp): string[] =>
  sources
    .filter(({ text }) => pattern.test(text))
    .map(({ name }) => name)
    .toSorted();

test('there is something to look at', () => {
  expect(names.length).toBeGreaterThan(200);
});

test('no HTML is made from strings', () => {
  const html =
    /innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|document\.write|DOMParser|createContextualFragment|srcdoc|setHTML/i;
  expect(using(html)).toEqual([]);
});

test('no code is made from strings', () => {
  expect(using(/\beval\(|new Function\(|setTimeout\(\s*['"`]|importScripts/)).toEqual([]);
});

test('nothing is kept where the browser copies it to other devices', () => {
  expect(using(/storage\.sync|['"`]sync:/)).toEqual([]);
});

test('what is kept for good is kept in few places: settings, host keys, and no link', () => {
  expect(using(/['"`]local:/)).toEqual(['bus/room-memory.ts', 'bus/stores.ts']);
  expect(using(/localStorage/)).toEqual(['web/room-memory.ts', 'web/settings.ts']);
});

test('nothing is logged', () => {
  expect(using(/\bconsole\./)).toEqual([]);
});

test('the network is reached in few places', () => {
  expect(using(/\bfetch\(|XMLHttpRequest|sendBeacon|EventSource\(/)).toEqual(['rtc/service.ts']);
  expect(using(/new WebSocket\(/)).toEqual(['rtc/signal-client.ts']);
});
