import type { Access } from './access.ts';
import type { Addresses } from './addresses.ts';
import type { Clock } from './clock.ts';
import type { Cluster } from './cluster/port.ts';
import type { Config } from './config.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { Rooms } from './rooms.ts';
import type { WaitingRooms } from './waiting.ts';
import type { Flusher } from './wire/outbox.ts';
import type { Unmasker } from './wire/unmask.ts';

/** What one running service consists of; made in `app.ts`, handed to everything that acts for it. */
export interface Service {
  readonly config: Config;
  readonly log: Log;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly addresses: Addresses;
  readonly rooms: Rooms;
  readonly waiting: WaitingRooms;
  readonly flusher: Flusher;
  readonly unmasker: Unmasker;
  /** Who may create rooms; null lets everyone. */
  readonly access: Access | null;
  /** The other nodes; null for a service of one. Set before the first connection. */
  cluster: Cluster | null;
}
