import { createServer } from './app.ts';
import type { Config } from './config.ts';
import { createLog } from './log.ts';
import { ConfigError, readConfig } from './read-config.ts';

/**
 * Frames are cut from larger slabs than Node's 8 KB, each of which costs an allocation outside the heap;
 * and smaller ones than malloc maps anew each time (128 KB).
 */
Buffer.poolSize = 64 * 1024;

/** Bad variables end the process at once, each named. */
function configOrExit(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

const config = configOrExit();
const log = createLog(config.logLevel);
const server = createServer({ config, log });

/** ms; whoever stops the process kills it after 10 s, and something that does not answer (Redis) may hold a stop up. */
const STOP_MS = 9000;

async function stop(signal: NodeJS.Signals): Promise<void> {
  log.info({ event: 'stop', signal });
  setTimeout(() => {
    log.error({ event: 'stop-late' });
    process.exit(1);
  }, STOP_MS).unref();
  await server.close();
  process.exit(0);
}

// A terminal's Ctrl-C may arrive twice, from the terminal and from npm: once is enough.
let stopping: Promise<void> | null = null;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    stopping ??= stop(signal);
  });
}

try {
  await server.listen();
  const { address, port } = server.address();
  log.info({ event: 'listening', address, port });
} catch (error) {
  process.stderr.write(`Cannot listen on port ${config.port}: ${String(error)}\n`);
  process.exit(1);
}
