import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import proxyaddr from 'proxy-addr';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readConfig } from './read-config.ts';
import { COMPOSE_FILE, readCompose } from './testing/compose.ts';
import { freePort, hasProgram, Program } from './testing/process.ts';
import { tryCredential } from './testing/turn-client.ts';
import { iceServersFor } from './turn.ts';

const SECRET = 'shared-with-coturn, $HOME and "quotes"';
const TURN = { TURN_SECRET: SECRET, TURN_HOST: 'porthole.test', TURN_URLS: 'turn:porthole.test:3478' };

describe('the service of compose.yaml', () => {
  test.each([
    ['nothing', {}],
    ['a TURN server', TURN],
  ])('starts with %s set', async (_name, env) => {
    const { signaling, node } = await readCompose(env);
    for (const service of [signaling, node])
      expect(() => readConfig(service?.environment ?? {})).not.toThrow();
    expect(readConfig(signaling?.environment ?? {}).turn?.secret).toBe(
      'TURN_SECRET' in env ? SECRET : undefined,
    );
  });

  test('believes a proxy on the same machine, and is open to that machine alone', async () => {
    const { signaling, caddy } = await readCompose({});
    const trust = proxyaddr.compile([...readConfig(signaling?.environment ?? {}).trustedProxies]);
    // The gateway of a compose network, which whatever comes from the machine itself seems to come from.
    expect(trust('172.18.0.1', 0)).toBe(true);
    expect(trust('203.0.113.7', 0)).toBe(false);
    expect([signaling?.ports, caddy?.ports].flat()).toEqual(['127.0.0.1:3001:3001', '127.0.0.1:3000:80']);
  });

  test('is all that runs without a profile', async () => {
    const services = Object.entries(await readCompose({}));
    expect(services.filter(([, { profiles }]) => profiles.length === 0).map(([name]) => name)).toEqual([
      'signaling',
    ]);
  });
});

/** What the container of coturn runs. */
async function commandLine(env: Readonly<Record<string, string>>) {
  const { coturn } = await readCompose(env);
  return {
    command: [...(coturn?.entrypoint ?? []), ...(coturn?.command ?? [])],
    environment: coturn?.environment,
  };
}

describe.skipIf(!hasProgram('turnserver', 'coturn'))('the coturn of compose.yaml', () => {
  let coturn: Program | null = null;
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'porthole-coturn-'));
  });
  afterEach(async () => {
    await coturn?.stop('SIGKILL');
    await rm(folder, { recursive: true });
  });

  test('does not start without a secret', async () => {
    const { command, environment } = await commandLine({});
    const [program = '', ...args] = command;
    const { status, stderr } = spawnSync(program, args, {
      env: { ...process.env, ...environment },
      timeout: 3000,
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringContaining('TURN_SECRET is not set'),
    });
  });

  test('takes the credentials that the service gives out, and shows the secret to nobody', async () => {
    const { command, environment } = await commandLine(TURN);
    expect(command.join(' ')).not.toContain(SECRET);
    const [program = '', ...args] = command;
    const port = await freePort();
    const here = `--listening-ip=127.0.0.1 --relay-ip=127.0.0.1 --listening-port=${port} --no-tls --no-dtls
      --log-file=/dev/null --pidfile=/dev/null --min-port=49200 --max-port=49239`;
    coturn = Program.spawn(program, [...args, ...here.split(/\s+/)], { ...environment, TMPDIR: folder });
    const server = { port, realm: TURN.TURN_HOST };
    await vi.waitFor(() => tryCredential(server, {}), { timeout: 8000 });
    const config = readConfig((await readCompose(TURN))['signaling']?.environment ?? {});
    const given = iceServersFor(config, 'ada', Date.now()).at(-1) ?? {};
    expect(await tryCredential(server, given)).toBe('ok');
    const [other] = iceServersFor(
      { iceServers: [], turn: { urls: [], secret: '', ttl: 600 } },
      'ada',
      Date.now(),
    );
    expect(await tryCredential(server, other ?? {})).toBe('401');
  });
});

/** Compose itself, as a plugin or of its own, where it is installed; it needs no engine to read the file. */
const compose = [['docker', 'compose'], ['docker-compose']].find(
  ([program = '', ...args]) => spawnSync(program, [...args, 'version']).status === 0,
);

test.skipIf(!compose)('Compose takes compose.yaml', () => {
  const [program = '', ...args] = compose ?? [];
  const profiles = ['--profile', 'turn', '--profile', 'cluster'];
  const file = fileURLToPath(COMPOSE_FILE);
  const { status, stderr } = spawnSync(program, [...args, '-f', file, ...profiles, 'config', '-q']);
  expect({ status, stderr: stderr.toString() }).toMatchObject({ status: 0 });
});
