import { pino } from 'pino';
import { createServer, type SignalingServer } from '../app.ts';
import type { Config, Limits, Timing } from '../config.ts';
import type { Log } from '../log.ts';
import { readConfig } from '../read-config.ts';

/** Reads `/metrics` of a service under test. */
export const METRICS_TOKEN = 'of the tests alone';

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

/** Starts the service on a free port of the loopback interface. The caller closes `server`. @param log silent otherwise */
export async function startServer(
  overrides: Overrides = {},
  log: Log = pino({ level: 'silent' }),
): Promise<TestServer> {
  const base = readConfig({ PORT: '0', HOST: '127.0.0.1', METRICS_TOKEN });
  const config: Config = {
    ...base,
    ...overrides,
    limits: { ...base.limits, ...overrides.limits },
    timing: { ...base.timing, tick: 50, drain: 500, ...overrides.timing },
  };
  const server = createServer({ config, log });
  await server.listen();
  const { port } = server.address();
  return { server, http: `http://127.0.0.1:${port}`, ws: `ws://127.0.0.1:${port}/ws` };
}

/** The service's metrics, in Prometheus' text format. */
export async function metricsOf({ http }: Pick<TestServer, 'http'>): Promise<string> {
  const response = await fetch(`${http}/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } });
  if (!response.ok) throw new Error(`no metrics: ${response.status}`);
  return response.text();
}

/** One metric. @param name with its labels; 0 when it is not there */
export async function metricOf(server: Pick<TestServer, 'http'>, name: string): Promise<number> {
  const line = (await metricsOf(server)).split('\n').find((candidate) => candidate.startsWith(`${name} `));
  return Number(line?.split(' ').at(-1) ?? 0);
}
