import { fileURLToPath } from 'node:url';
import { Cable } from './cable.ts';
import { TestClient } from './client.ts';
import { freePort, Program } from './process.ts';
import { startServer, type TestServer } from './server.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

/** A node in a process of its own. */
export interface NodeProcess {
  readonly program: Program;
  /** e.g. `http://127.0.0.1:40123` */
  readonly http: string;
  /** e.g. `ws://127.0.0.1:40123/ws` */
  readonly ws: string;
}

/**
 * Starts the service's main module as it runs in production, but from source; its caller stops it.
 * @param env beside its address
 * @param options of Node
 */
export async function startProcess(
  env: Readonly<Record<string, string>>,
  options: readonly string[] = [],
): Promise<NodeProcess> {
  const port = String(await freePort());
  const args = ['--import', 'tsx', ...options, MAIN];
  const program = await Program.start(process.execPath, args, '"listening"', {
    PORT: port,
    HOST: '127.0.0.1',
    ...env,
  });
  return { program, http: `http://127.0.0.1:${port}`, ws: `ws://127.0.0.1:${port}/ws` };
}

/** Three nodes of one service around a real Redis. */
export class TestNodes {
  readonly #redisPort: number;
  #redis: Program;
  #nodes: readonly TestServer[] = [];

  private constructor(redisPort: number, redis: Program) {
    this.#redisPort = redisPort;
    this.#redis = redis;
  }

  static async start(): Promise<TestNodes> {
    const port = await freePort();
    const cluster = new TestNodes(port, await startRedis(port));
    cluster.#nodes = await Promise.all([0, 1, 2].map(() => cluster.addNode()));
    return cluster;
  }

  get redisPort(): number {
    return this.#redisPort;
  }

  get redisUrl(): string {
    return `redis://127.0.0.1:${this.#redisPort}`;
  }

  /** One more, which its caller closes. @param redisUrl its own way to Redis */
  addNode(redisUrl: string = this.redisUrl): Promise<TestServer> {
    return startServer({ redisUrl, timing: { resumeTtl: 3000 } });
  }

  /** One more node, whose way to Redis is a cable. Its caller closes it. */
  async addNodeByCable(): Promise<{ cable: Cable; ws: string; close(): Promise<void> }> {
    const cable = await Cable.to(this.redisPort);
    const { server, ws } = await this.addNode(`redis://127.0.0.1:${cable.port}`);
    const close = async (): Promise<void> => {
      cable.thaw();
      await server.close();
      cable.close();
    };
    return { cable, ws, close };
  }

  /** @param number any; nodes are counted round */
  node(number: number): TestServer {
    const node = this.#nodes[number % this.#nodes.length];
    if (!node) throw new Error('no node');
    return node;
  }

  join(node: number, room: string, id: string, fields?: object): Promise<TestClient> {
    return TestClient.join(this.node(node).ws, room, id, fields);
  }

  /** The same, and waits until it is in. */
  async joined(
    node: number,
    room: string,
    id: string,
    fields?: object,
  ): Promise<TestClient & { session: string }> {
    const client = await this.join(node, room, id, fields);
    const { session = '' } = await client.take('joined');
    return Object.assign(client, { session });
  }

  /** It forgets everything. */
  stopRedis(): Promise<void> {
    return this.#redis.stop('SIGKILL');
  }

  async startRedis(): Promise<void> {
    this.#redis = await startRedis(this.#redisPort);
  }

  async close(): Promise<void> {
    await Promise.all(this.#nodes.map(({ server }) => server.close()));
    await this.#redis.stop();
  }
}

/** A Redis that keeps nothing on disk. */
export function startRedis(port: number): Promise<Program> {
  return Program.start(
    'redis-server',
    ['--port', String(port), '--save', '', '--bind', '127.0.0.1'],
    'Ready to accept',
  );
}
