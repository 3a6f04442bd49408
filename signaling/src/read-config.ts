import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { DEFAULT_ICE_SERVERS, DEFAULT_LIMITS, DEFAULT_TIMING, type Config, type Limits } from './config.ts';
import { environment, type Environment } from './environment.ts';

/** Beside the compiled service, or where the build puts it when the service runs from source. */
const DEFAULT_WEB_DIR = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../dist/web' : '../web', import.meta.url),
);

/** The start-up error: one message that lists every bad variable. */
export class ConfigError extends Error {
  constructor(problems: readonly string[]) {
    super(`Bad configuration:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

/**
 * Reads the configuration. A variable that is empty counts as not set.
 * @throws ConfigError with a line for each bad variable; values are not repeated, they may be secrets
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const result = v.safeParse(environment, set);
  const problems = (result.issues ?? []).map((issue) => `${v.getDotPath(issue) ?? ''} ${issue.message}`);
  if ((set['TURN_URLS'] === undefined) !== (set['TURN_SECRET'] === undefined)) {
    problems.push('TURN_URLS and TURN_SECRET must be set together');
  }
  if (!result.success || problems.length > 0) throw new ConfigError(problems);
  return toConfig(result.output);
}

function toConfig(env: Environment): Config {
  return {
    port: env.PORT ?? 3001,
    host: env.HOST ?? null,
    signalingUrl: env.SIGNALING_URL ?? null,
    iceServers: env.ICE_SERVERS ?? DEFAULT_ICE_SERVERS,
    turn:
      env.TURN_URLS && env.TURN_SECRET
        ? { urls: env.TURN_URLS, secret: env.TURN_SECRET, ttl: env.TURN_TTL ?? 3600 }
        : null,
    webDir: env.WEB_DIR ?? DEFAULT_WEB_DIR,
    extensionUrl: env.EXTENSION_URL ?? null,
    allowedOrigins: env.ALLOWED_ORIGINS ?? null,
    trustedProxies: env.TRUSTED_PROXIES ?? ['loopback'],
    logLevel: env.LOG_LEVEL ?? 'info',
    metrics: {
      port: env.METRICS_PORT ?? null,
      host: env.METRICS_HOST ?? '127.0.0.1',
      token: env.METRICS_TOKEN ?? null,
    },
    accessTokenSecret: env.ACCESS_TOKEN_SECRET ?? null,
    redisUrl: env.REDIS_URL ?? null,
    limits: limitsOf(env),
    timing:
      env.RESUME_TTL === undefined ? DEFAULT_TIMING : { ...DEFAULT_TIMING, resumeTtl: env.RESUME_TTL * 1000 },
  };
}

/** A burst is six seconds' worth: the default's proportion. */
function limitsOf(env: Environment): Limits {
  const own = env.MESSAGES_PER_SECOND ?? DEFAULT_LIMITS.messagesPerSecond;
  const address = env.ADDRESS_MESSAGES_PER_SECOND ?? DEFAULT_LIMITS.addressMessagesPerSecond;
  return {
    ...DEFAULT_LIMITS,
    messagesPerSecond: own,
    messageBurst: own * 6,
    addressMessagesPerSecond: address,
    addressMessageBurst: address * 6,
    addressConnections: env.ADDRESS_CONNECTIONS ?? DEFAULT_LIMITS.addressConnections,
    addressRooms: env.ADDRESS_ROOMS ?? DEFAULT_LIMITS.addressRooms,
  };
}
