import { pino } from 'pino';
import { createServer, type SignalingServer } from '../app.ts';
import type { Config, Limits, Timing } from '../config.ts';
import { readConfig } from '../read-config.ts';

/** What a test changes of the default configuration. */
export type Overrides = Partial<Omit<Config, 'limits' | 'timing'>> & {
  readonly limits?: Partial<Limits>;
  readonly timing?: Partial<Timing>;
};

export interface TestServer {
  readonly server: SignalingServer;
  /** e.g. `http://127.0.0.1:40123` */
  readonly http: string;
  /** e.g. `ws://127.0.0.1:40123/ws` */
  readonly ws: string;
}

/** Starts the service on a free port of the loopback interface. The caller closes `server`. */
export async function startServer(overrides: Overrides = {}): Promise<TestServer> {
  const base = readConfig({ PORT: '0', HOST: '127.0.0.1' });
  const config: Config = {
    ...base,
    ...overrides,
    limits: { ...base.limits, ...overrides.limits },
    timing: { ...base.timing, tick: 50, drain: 500, ...overrides.timing },
  };
  const server = createServer({ config, log: pino({ level: 'silent' }) });
  await server.listen();
  const { port } = server.address();
  return { server, http: `http://127.0.0.1:${port}`, ws: `ws://127.0.0.1:${port}/ws` };
}
