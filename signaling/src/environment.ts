import proxyaddr from 'proxy-addr';
import * as v from 'valibot';
import { iceServer, type IceServer } from '../protocol/index.ts';

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

/** Every variable, as it may be set. */
export const environment = v.object({
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

/** proxy-addr tells by throwing. */
function areAddresses(addresses: string[]): boolean {
  try {
    proxyaddr.compile(addresses);
    return true;
  } catch {
    return false;
  }
}

export type Environment = v.InferOutput<typeof environment>;
