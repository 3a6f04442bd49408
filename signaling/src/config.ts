import { fileURLToPath } from 'node:url';
import proxyaddr from 'proxy-addr';
import * as v from 'valibot';
import {
  JOIN_DEADLINE_MS,
  MESSAGE_BYTES,
  RESUME_TTL_MS,
  ROOM_LIMIT,
  iceServer,
  type IceServer,
} from '../protocol/index.ts';

/** Everything that the service may be told, read once at start. */
export interface Config {
  readonly port: number;
  /** Address to listen on; null listens on all, IPv6 and IPv4. */
  readonly host: string | null;
  /** The `ws(s)` address that clients are told; null derives it from each request. */
  readonly signalingUrl: string | null;
  readonly iceServers: readonly IceServer[];
  readonly turn: TurnConfig | null;
  /** Folder of the built web viewer. */
  readonly webDir: string;
  /** Where people get the extension; null leaves the link out of the landing page. */
  readonly extensionUrl: string | null;
  /** Origins that browsers may connect from; null admits all. */
  readonly allowedOrigins: readonly string[] | null;
  /** Addresses, CIDR ranges or proxy-addr's names whose `X-Forwarded-*` are believed. */
  readonly trustedProxies: readonly string[];
  readonly logLevel: string;
  readonly metrics: MetricsConfig;
  /** Signs the tokens without which nobody creates a room; null lets everyone. */
  readonly accessTokenSecret: string | null;
  readonly redisUrl: string | null;
  readonly limits: Limits;
  readonly timing: Timing;
}

interface TurnConfig {
  readonly urls: readonly string[];
  /** Shared with the TURN server (coturn: `static-auth-secret`); never sent to a client. */
  readonly secret: string;
  /** Lifetime of a credential, in s. */
  readonly ttl: number;
}

interface MetricsConfig {
  /** A port of its own for `/metrics`; null serves it on the public port, guarded. */
  readonly port: number | null;
  readonly host: string;
  /** Bearer that opens `/metrics` on the public port; null admits direct requests from this machine alone. */
  readonly token: string | null;
}

export interface Limits {
  /** Members of a room. */
  readonly room: number;
  /** Largest message, in bytes. */
  readonly messageBytes: number;
  /** Messages a second from one connection, and how many may come at once. */
  readonly messagesPerSecond: number;
  readonly messageBurst: number;
  /** The same for all connections of one address together. */
  readonly addressMessagesPerSecond: number;
  readonly addressMessageBurst: number;
  readonly addressConnections: number;
  /** Rooms that members from one address may be in at once. */
  readonly addressRooms: number;
  /** Failed keys a minute from one address. */
  readonly addressKeyFailures: number;
  /** Bytes that may wait for a client that does not read. */
  readonly waitingBytes: number;
  /** What is kept for a member whose socket is gone. */
  readonly backlogMessages: number;
  readonly backlogBytes: number;
}

/** All in ms. */
export interface Timing {
  /** Resolution of the service's clock: deadlines and rates are looked at once a tick. */
  readonly tick: number;
  readonly join: number;
  readonly ping: number;
  /** Without a sign of life for this long, a client is cut off. */
  readonly mute: number;
  readonly resumeTtl: number;
  /** From SIGTERM to the end. */
  readonly drain: number;
  /** Clients come back within this span after a `bye`, spread evenly. */
  readonly retrySpread: number;
}

/** Of several operators, so that none is a single point of failure. */
const DEFAULT_ICE_SERVERS: readonly IceServer[] = [
  { urls: 'stun:stun.l.google.com:19302' },
  { urls: 'stun:stun1.l.google.com:19302' },
  { urls: 'stun:stun.cloudflare.com:3478' },
  { urls: 'stun:global.stun.twilio.com:3478' },
  { urls: 'stun:stun.nextcloud.com:3478' },
];

export const DEFAULT_LIMITS: Limits = {
  room: ROOM_LIMIT,
  messageBytes: MESSAGE_BYTES,
  // A sharer that meets 14 viewers at once sends 14 offers and about 14 x 20 candidates.
  messagesPerSecond: 100,
  messageBurst: 600,
  addressMessagesPerSecond: 1500,
  addressMessageBurst: 9000,
  addressConnections: 500,
  addressRooms: 100,
  addressKeyFailures: 10,
  waitingBytes: 1024 * 1024,
  backlogMessages: 512,
  backlogBytes: 512 * 1024,
};

export const DEFAULT_TIMING: Timing = {
  tick: 1000,
  join: JOIN_DEADLINE_MS,
  ping: 8000,
  mute: 20_000,
  resumeTtl: RESUME_TTL_MS,
  drain: 8000,
  retrySpread: 5000,
};

/** Beside the compiled service, or where the build puts it when the service runs from source. */
const DEFAULT_WEB_DIR = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../dist/web' : '../web', import.meta.url),
);

const integer = (min: number, max: number) =>
  v.pipe(
    v.string(),
    v.regex(/^\d+$/, 'must be a whole number'),
    v.transform(Number),
    v.minValue(min, `must be at least ${min}`),
    v.maxValue(max, `must be at most ${max}`),
  );

const list = v.pipe(
  v.string(),
  v.transform((text) =>
    text
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean),
  ),
);

const httpUrl = v.pipe(
  v.string(),
  v.url('must be a URL'),
  v.regex(/^https?:/, 'must start with http:// or https://'),
);

const signalingUrl = v.pipe(
  v.string(),
  v.url('must be a URL'),
  v.regex(/^(ws|http)s?:/, 'must start with ws:// or wss://'),
  v.transform((url) => url.replace(/^http/, 'ws')),
);

const iceServers = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }): IceServer[] => {
    try {
      return v.parse(v.array(iceServer), JSON.parse(dataset.value));
    } catch {
      addIssue({ message: 'must be a JSON array of {"urls", "username"?, "credential"?}' });
      return NEVER;
    }
  }),
);

const secret = v.pipe(v.string(), v.minLength(16, 'must have at least 16 characters'));

const environment = v.object({
  PORT: v.optional(integer(0, 65_535)),
  HOST: v.optional(v.string()),
  SIGNALING_URL: v.optional(signalingUrl),
  ICE_SERVERS: v.optional(iceServers),
  TURN_URLS: v.optional(
    v.pipe(
      list,
      v.everyItem((url) => /^turns?:/.test(url), 'must be turn: or turns: URLs'),
    ),
  ),
  TURN_SECRET: v.optional(v.string()),
  TURN_TTL: v.optional(integer(60, 7 * 86_400)),
  WEB_DIR: v.optional(v.string()),
  EXTENSION_URL: v.optional(httpUrl),
  ALLOWED_ORIGINS: v.optional(
    v.pipe(
      list,
      v.everyItem((origin) => /^[a-z-]+:\/\/[^/]+$/.test(origin), 'must be origins such as https://host'),
    ),
  ),
  TRUSTED_PROXIES: v.optional(
    v.pipe(list, v.check(areAddresses, 'must be addresses, CIDR ranges or loopback, linklocal, uniquelocal')),
  ),
  LOG_LEVEL: v.optional(
    v.picklist(
      ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
      'must be a level such as info',
    ),
  ),
  METRICS_PORT: v.optional(integer(0, 65_535)),
  METRICS_HOST: v.optional(v.string()),
  METRICS_TOKEN: v.optional(secret),
  ACCESS_TOKEN_SECRET: v.optional(v.pipe(v.string(), v.minLength(32, 'must have at least 32 characters'))),
  REDIS_URL: v.optional(
    v.pipe(v.string(), v.regex(/^rediss?:\/\//, 'must start with redis:// or rediss://')),
  ),
  RESUME_TTL: v.optional(integer(0, 600)),
  MESSAGES_PER_SECOND: v.optional(integer(1, 1_000_000)),
  ADDRESS_MESSAGES_PER_SECOND: v.optional(integer(1, 1_000_000)),
  ADDRESS_CONNECTIONS: v.optional(integer(1, 1_000_000)),
  ADDRESS_ROOMS: v.optional(integer(1, 1_000_000)),
});

/** Names of all variables. */
export const VARIABLES = Object.keys(environment.entries);

/** proxy-addr tells by throwing. */
function areAddresses(addresses: string[]): boolean {
  try {
    proxyaddr.compile(addresses);
    return true;
  } catch {
    return false;
  }
}

type Environment = v.InferOutput<typeof environment>;

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
