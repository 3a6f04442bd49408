import { createDecipheriv, hkdfSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  CLOSE_CODES,
  clientMessage,
  ERROR_CODES,
  parseClientMessage,
  parseServerMessage,
  serverMessage,
  type ServerMessage,
} from '../protocol/index.ts';
import { founds } from './control.ts';
import { TestClient } from './testing/client.ts';
import { startServer, type TestServer } from './testing/server.ts';
import { UPGRADE_REASONS } from './upgrade.ts';

const text = await readFile(new URL('../PROTOCOL.md', import.meta.url), 'utf8');

/** The code blocks of one kind. */
function blocks(kind: string): string[] {
  return [...text.matchAll(/```(\w+ \w+)\n([^]*?)```/g)]
    .filter(([, name]) => name === kind)
    .map(([, , body = '']) => body.trim());
}

/** The type of each message of a schema, and the schema's fields. */
function messagesOf(schema: typeof clientMessage | typeof serverMessage): [type: string, fields: string[]][] {
  const found = new Map<string, Set<string>>();
  const add = (option: { readonly entries: object & { type: { literal: string } } }): void => {
    const { literal } = option.entries.type;
    const fields = found.get(literal) ?? new Set();
    found.set(literal, new Set([...fields, ...Object.keys(option.entries)]));
  };
  for (const option of schema.options) {
    if ('options' in option) for (const inner of option.options) add(inner);
    else add(option);
  }
  return [...found].map(([type, fields]) => [type, [...fields]]);
}

/** The part of the document about one side's messages. */
function section(heading: string): string {
  return text.split(/^## /m).find((part) => part.startsWith(heading)) ?? '';
}

describe.each([
  ['Messages to the service', 'json client', clientMessage],
  ['Messages from the service', 'json server', serverMessage],
] as const)('%s', (heading, kind, schema) => {
  test.each(messagesOf(schema))('%s has an example, and all its fields a word', (type, fields) => {
    expect(blocks(kind).map((example) => JSON.parse(example).type)).toContain(type);
    const part = section(heading);
    for (const field of fields) expect(part).toMatch(new RegExp(`\`${field}\\??\`|"${field}":`));
  });
});

test('every order of a host is explained', () => {
  const host = clientMessage.options.find((option) => 'options' in option);
  const actions = (host?.options ?? []).flatMap(({ entries: { action } }) =>
    'options' in action ? [...action.options] : [action.literal],
  );
  expect(actions.length).toBeGreaterThan(8);
  for (const action of actions) expect(text).toMatch(new RegExp(`^\\|[^|]*\`${action}\`[^|]*\\|`, 'm'));
});

test('every path of the service is named', () => {
  for (const path of ['/health', '/ready', '/config', '/r/<room>', '/', '/metrics'])
    expect(text).toContain(`| \`GET ${path}\` |`);
});

describe('the examples of PROTOCOL.md', () => {
  test.each(blocks('json client'))('a client may send %s', (example) => {
    expect(parseClientMessage(example)).toMatchObject({ ok: true });
  });

  test.each(blocks('json server'))('the service may send %s', (example) => {
    expect(parseServerMessage(example)).toMatchObject({ ok: true });
  });
});

describe('the tables of PROTOCOL.md', () => {
  test.each(ERROR_CODES)('explain the error %s', (code) => {
    expect(text).toContain(`| \`${code}\` |`);
  });

  test.each(Object.entries(CLOSE_CODES))('explain the close code of %s', (_name, code) => {
    expect(text).toMatch(closeCode(code));
  });

  test('explain the close codes that ws sends by itself', async () => {
    const ws = dirname(createRequire(import.meta.url).resolve('ws'));
    const receiver = await readFile(join(ws, 'lib', 'receiver.js'), 'utf8');
    const codes = [...receiver.matchAll(/\b(1\d\d\d),\s*'WS_ERR_/g)].map(([, code]) => Number(code));
    expect(codes.length).toBeGreaterThan(10);
    for (const code of codes) expect(text).toMatch(closeCode(code));
  });

  test.each(Object.keys(UPGRADE_REASONS))('explain the status %s', (status) => {
    expect(text).toMatch(new RegExp(`^HTTP statuses instead of an upgrade: .*\\b${status} \\(`, 'm'));
  });
});

function closeCode(code: number): RegExp {
  return new RegExp(`^\\|[^|]*\\b${code}\\b[^|]*\\|`, 'm');
}

async function expectMessage(client: TestClient, expected: ServerMessage): Promise<void> {
  expect(await client.take(expected.type)).toMatchObject(expected);
}

describe('the conversation of PROTOCOL.md', () => {
  let running: TestServer;
  beforeAll(async () => {
    running = await startServer();
  });
  afterAll(() => running.server.close());

  test('begins with the features that the document explains', async () => {
    const client = await TestClient.join(running.ws, 'features', 'ada');
    const { features = [] } = await client.take('joined');
    const [, table = ''] = /^\| `features` \|.*\n((?:\|.*\n)+)/m.exec(text) ?? [];
    const named = [...table.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
    expect(named).toEqual(features);
    const example = blocks('json server').find((candidate) => candidate.includes('"features"')) ?? '{}';
    expect(JSON.parse(example).features).toEqual(features);
  });

  test('goes as it is written', async () => {
    const clients = new Map<string, TestClient>();
    const lines = blocks('text conversation').flatMap((block) => block.split('\n'));
    for (const line of lines) {
      const [, name = '', direction, message = ''] = /^(\w+) ([<>]) (.*)$/.exec(line) ?? [];
      const client = clients.get(name) ?? (await TestClient.open(running.ws));
      clients.set(name, client);
      if (direction === '>') client.send(message);
      else await expectMessage(client, JSON.parse(message));
    }
    expect(lines.length).toBeGreaterThan(20);
  });
});

const bytes = (base64url: string) => Buffer.from(base64url, 'base64url');
const expand = (secret: Buffer, salt: string, info: string) =>
  Buffer.from(hkdfSync('sha256', secret, salt, info, 32)).toString('base64url');

/** By Node's own ciphers, as somebody would who has only the document. */
describe('the keys and sealed fields of PROTOCOL.md', () => {
  const [plain = '', phrase = ''] = blocks('json keys');
  const { link, auth, seal } = JSON.parse(plain);
  const { pathname, hash } = new URL(link);
  const room = pathname.slice('/r/'.length);

  test('come from the link', () => {
    const key = bytes(hash.slice(1));
    expect(key).toHaveLength(16);
    expect([auth, seal]).toEqual([
      expand(key, room, 'porthole v1 auth'),
      expand(key, room, 'porthole v1 seal'),
    ]);
    expect(JSON.parse(phrase).link).toBe(`${link}.p`);
  });

  test('tell who founded a room', () => {
    const { hostKey, host, room: founded } = JSON.parse(blocks('json host')[0] ?? '{}');
    expect(host).toBe(expand(bytes(hostKey), '', 'porthole v1 host'));
    expect(founds(founded, host)).toBe(true);
  });

  /** @param context what is behind `porthole v1` in the additional data */
  function open(sealed: string, context: readonly unknown[]): Buffer {
    const whole = bytes(sealed.slice('ps1.'.length));
    const cipher = createDecipheriv('aes-256-gcm', bytes(seal), whole.subarray(0, 12));
    cipher.setAAD(Buffer.from(JSON.stringify(['porthole v1', ...context])));
    cipher.setAuthTag(whole.subarray(-16));
    return Buffer.concat([cipher.update(whole.subarray(12, -16)), cipher.final()]);
  }

  const [hello = '', ...relays] = blocks('json sealed');
  const { id, stay, edition, name, sealed } = JSON.parse(hello);

  test('open a name', () => {
    const content = open(sealed, ['hello', room, id]);
    expect(sealed).toHaveLength(256);
    expect(content).toHaveLength(161);
    expect(content.toString('base64url', 0, 16)).toBe(stay);
    expect(content.readUInt32BE(16)).toBe(edition);
    expect(content.toString('utf8', 20).replace(/\0+$/, '')).toBe(name);
  });

  test.each(relays)('open %s', (text) => {
    const relay = JSON.parse(text);
    const { type, to, n = null } = relay.clear;
    const isCandidate = type === 'ice-candidate';
    const { candidate, sdp, text: said } = relay.sealed;
    const field = isCandidate ? candidate.candidate : (sdp ?? said);
    const content = open(field, ['relay', type, room, relay.from, to, stay, relay.toStay, n]);
    expect(content.readUInt32BE(0)).toBe(relay.counter);
    const clear = content.toString('utf8', 4);
    expect(isCandidate ? JSON.parse(clear) : clear).toEqual(
      isCandidate ? relay.clear.candidate : (relay.clear.sdp ?? relay.clear.text),
    );
    expect(parseClientMessage(JSON.stringify(relay.sealed))).toMatchObject({ ok: true });
  });
});
