import {
  JOIN_DEADLINE_MS,
  MESSAGE_BYTES,
  RESUME_TTL_MS,
  ROOM_LIMIT,
  WAITING_LIMIT,
  WAITING_MS,
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
  /** Bearer that opens `/metrics` on the public port; null keeps it closed. */
  readonly token: string | null;
}

export interface Limits {
  /** Members of a room. */
  readonly room: number;
  /** Clients that wait to be let into a room. */
  readonly waiting: number;
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
  /** How long a client may wait to be let in. */
  readonly waiting: number;
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
export const DEFAULT_ICE_SERVERS: readonly IceServer[] = [
  { urls: 'stun:stun.l.google.com:19302' },
  { urls: 'stun:stun1.l.google.com:19302' },
  { urls: 'stun:stun.cloudflare.com:3478' },
  { urls: 'stun:global.stun.twilio.com:3478' },
  { urls: 'stun:stun.nextcloud.com:3478' },
];

export const DEFAULT_LIMITS: Limits = {
  room: ROOM_LIMIT,
  waiting: WAITING_LIMIT,
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
  waiting: WAITING_MS,
  ping: 8000,
  mute: 20_000,
  resumeTtl: RESUME_TTL_MS,
  drain: 8000,
  retrySpread: 5000,
};
