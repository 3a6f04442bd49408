import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { environment } from './environment.ts';
import { ConfigError, readConfig } from './read-config.ts';

const VARIABLES = Object.keys(environment.entries);

test('nothing needs to be set', () => {
  expect(readConfig({})).toMatchObject({
    port: 3001,
    host: null,
    signalingUrl: null,
    turn: null,
    redisUrl: null,
  });
  expect(readConfig({}).iceServers).toHaveLength(5);
});

test('an empty variable counts as not set', () => {
  expect(readConfig({ PORT: '', REDIS_URL: '' })).toMatchObject({ port: 3001, redisUrl: null });
});

test('reads what is set', () => {
  const config = readConfig({
    PORT: '8080',
    HOST: '127.0.0.1',
    SIGNALING_URL: 'https://porthole.example/ws',
    ICE_SERVERS: '[{"urls":["stun:stun.example"]}]',
    TURN_URLS: 'turn:a.example, turns:b.example?transport=tcp',
    TURN_SECRET: 'secret',
    ALLOWED_ORIGINS: 'https://porthole.example,chrome-extension://*',
    RESUME_TTL: '10',
    MESSAGES_PER_SECOND: '5',
  });
  expect(config).toMatchObject({
    port: 8080,
    host: '127.0.0.1',
    signalingUrl: 'wss://porthole.example/ws',
    iceServers: [{ urls: ['stun:stun.example'] }],
    turn: { urls: ['turn:a.example', 'turns:b.example?transport=tcp'], secret: 'secret', ttl: 3600 },
    allowedOrigins: ['https://porthole.example', 'chrome-extension://*'],
    timing: { resumeTtl: 10_000 },
    limits: { messagesPerSecond: 5, messageBurst: 30 },
  });
});

describe('refuses', () => {
  test.each([
    ['PORT', 'http'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['SIGNALING_URL', 'porthole.example'],
    ['SIGNALING_URL', 'ftp://porthole.example'],
    ['ICE_SERVERS', 'stun:stun.example'],
    ['ICE_SERVERS', '{"urls":"stun:stun.example"}'],
    ['ICE_SERVERS', '[{"url":"stun:stun.example"}]'],
    ['TURN_TTL', '5'],
    ['ALLOWED_ORIGINS', 'https://porthole.example/path'],
    ['LOG_LEVEL', 'loud'],
    ['REDIS_URL', 'localhost:6379'],
    ['EXTENSION_URL', 'javascript:alert(1)'],
    ['ACCESS_TOKEN_SECRET', 'short'],
    ['TRUSTED_PROXIES', 'not an address'],
  ])('%s=%s', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`^Bad configuration:\n {2}${name} `));
  });

  test('all at once, in one error that repeats no value', () => {
    const bad = { PORT: 'x', TURN_SECRET: 'hush', ACCESS_TOKEN_SECRET: 'tiny', ICE_SERVERS: '?' };
    const read = () => readConfig(bad);
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(/PORT .*\n.*ICE_SERVERS .*\n.*ACCESS_TOKEN_SECRET .*\n.*TURN_URLS and TURN_SECRET/);
    expect(read).not.toThrow(/hush|tiny/);
  });
});

describe('the variables', () => {
  test.each(VARIABLES)('%s is explained in the README', async (name) => {
    const text = await readFile(new URL('../README.md', import.meta.url), 'utf8');
    expect(text).toContain(`\`${name}\``);
  });

  test('of compose.yaml are known here', async () => {
    const text = await readFile(new URL('../../compose.yaml', import.meta.url), 'utf8');
    const named = [...text.matchAll(/^ +([A-Z_]+): \$\{/gm)].map(([, name]) => name);
    expect(named.length).toBeGreaterThan(5);
    expect(VARIABLES).toEqual(expect.arrayContaining(named));
  });
});
