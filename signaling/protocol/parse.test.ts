import { describe, expect, test } from 'vitest';
import {
  BAD_CLIENT_MESSAGES,
  BAD_SERVER_MESSAGES,
  GOOD_CLIENT_MESSAGES,
  GOOD_SERVER_MESSAGES,
} from './messages.fixtures.ts';
import { parseClientMessage, parseServerMessage } from './parse.ts';

describe('what a client sends', () => {
  test.each(GOOD_CLIENT_MESSAGES)('accepts %s', (_name, text) => {
    expect(parseClientMessage(text)).toMatchObject({ ok: true, value: { type: JSON.parse(text).type } });
  });

  test.each(BAD_CLIENT_MESSAGES)('refuses %s', (_name, text) => {
    expect(parseClientMessage(text)).toEqual({ ok: false, problem: expect.any(String) });
  });
});

describe('what the server sends', () => {
  test.each(GOOD_SERVER_MESSAGES)('accepts %s', (_name, text) => {
    expect(parseServerMessage(text)).toMatchObject({ ok: true, value: { type: JSON.parse(text).type } });
  });

  test.each(BAD_SERVER_MESSAGES)('refuses %s', (_name, text) => {
    expect(parseServerMessage(text)).toEqual({ ok: false, problem: expect.any(String) });
  });
});

test('names the field that is wrong, and nothing of its content', () => {
  const result = parseClientMessage(
    '{"type":"ice-candidate","to":"p","room":"r","candidate":{"candidate":"","sdpMid":7}}',
  );
  expect(result).toEqual({ ok: false, problem: 'candidate.sdpMid' });
});
