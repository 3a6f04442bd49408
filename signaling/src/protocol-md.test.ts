import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  CLOSE_CODES,
  ERROR_CODES,
  parseClientMessage,
  parseServerMessage,
  type ServerMessage,
} from '../protocol/index.ts';
import { TestClient } from './testing/client.ts';
import { startServer, type TestServer } from './testing/server.ts';

const text = await readFile(new URL('../PROTOCOL.md', import.meta.url), 'utf8');

/** The code blocks of one kind. */
function blocks(kind: string): string[] {
  return [...text.matchAll(/```(\w+ \w+)\n([^]*?)```/g)]
    .filter(([, name]) => name === kind)
    .map(([, , body = '']) => body.trim());
}

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
    expect(text).toMatch(new RegExp(`^\\|[^|]*\\b${code}\\b[^|]*\\|`, 'm'));
  });
});

async function expectMessage(client: TestClient, expected: ServerMessage): Promise<void> {
  expect(await client.take(expected.type)).toMatchObject(expected);
}

describe('the conversation of PROTOCOL.md', () => {
  let running: TestServer;
  beforeAll(async () => {
    running = await startServer();
  });
  afterAll(() => running.server.close());

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
