import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { ClientMessage, ErrorCode } from '../protocol/index.ts';

export type MessageType = ClientMessage['type'];
export type ResumeResult = 'resumed' | 'no-session';
/** Why the service ended a connection by itself. */
export type CutReason =
  | 'join-timeout'
  | 'mute'
  | 'slow'
  | 'policy'
  | 'protocol'
  | 'refused'
  | 'expelled'
  | 'replaced'
  | 'restart'
  | 'internal'
  | 'try-later';
/** HTTP status that an upgrade to a WebSocket is refused with. */
export type UpgradeStatus = 400 | 403 | 404 | 429 | 503;

/** What is counted at scrape time rather than when it happens. */
export interface Gauges {
  readonly rooms: () => number;
  readonly peers: () => number;
  readonly connections: () => number;
}

/** One of so many relays is timed: the clock costs more than the relay's own bookkeeping. */
const TIMED_RELAYS = 64;

/**
 * The service's Prometheus metrics. Counts are kept in plain numbers and read when somebody scrapes:
 * a labelled prom-client counter costs a hash of its labels each time.
 */
export class Metrics {
  readonly #registry = new Registry();
  readonly #messages = new Map<MessageType, number>();
  readonly #rejected = new Map<ErrorCode, number>();
  readonly #resumes = new Map<ResumeResult, number>();
  readonly #cuts = new Map<CutReason, number>();
  readonly #upgrades = new Map<UpgradeStatus, number>();
  readonly #relaySeconds: Histogram;
  #relays = 0;

  constructor(gauges: Gauges) {
    const registers = [this.#registry];
    collectDefaultMetrics({ register: this.#registry });
    this.#gauge('porthole_rooms', 'Rooms with at least one member', gauges.rooms);
    this.#gauge('porthole_peers', 'Members of all rooms, those being waited for included', gauges.peers);
    this.#gauge('porthole_connections', 'Open sockets', gauges.connections);
    this.#counter('porthole_messages_total', 'Messages accepted', 'type', this.#messages);
    this.#counter('porthole_rejected_total', 'Messages refused', 'code', this.#rejected);
    this.#counter('porthole_resumes_total', 'Attempts to take a place again', 'result', this.#resumes);
    this.#counter('porthole_cuts_total', 'Connections that the service ended', 'reason', this.#cuts);
    this.#counter(
      'porthole_upgrades_refused_total',
      'Requests for a WebSocket refused',
      'status',
      this.#upgrades,
    );
    this.#relaySeconds = new Histogram({
      name: 'porthole_relay_seconds',
      help: `From a relay's arrival to its hand-over to the receiver's socket; one in ${TIMED_RELAYS} is timed`,
      buckets: [0.000_01, 0.000_025, 0.000_05, 0.000_1, 0.000_25, 0.001, 0.005, 0.025, 0.1],
      registers,
    });
  }

  message(type: MessageType): void {
    this.#messages.set(type, (this.#messages.get(type) ?? 0) + 1);
  }

  rejected(code: ErrorCode): void {
    this.#rejected.set(code, (this.#rejected.get(code) ?? 0) + 1);
  }

  resume(result: ResumeResult): void {
    this.#resumes.set(result, (this.#resumes.get(result) ?? 0) + 1);
  }

  cut(reason: CutReason): void {
    this.#cuts.set(reason, (this.#cuts.get(reason) ?? 0) + 1);
  }

  upgradeRefused(status: UpgradeStatus): void {
    this.#upgrades.set(status, (this.#upgrades.get(status) ?? 0) + 1);
  }

  /** Call when a relay arrives. @returns what {@link endRelay} wants; 0 when this one is not timed */
  startRelay(): number {
    this.#relays += 1;
    return this.#relays % TIMED_RELAYS === 1 ? performance.now() : 0;
  }

  endRelay(start: number): void {
    if (start > 0) this.#relaySeconds.observe((performance.now() - start) / 1000);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** The metrics in Prometheus' text format. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }

  #gauge(name: string, help: string, read: () => number): void {
    const gauge: Gauge = new Gauge({
      name,
      help,
      registers: [this.#registry],
      collect: () => gauge.set(read()),
    });
  }

  #counter(name: string, help: string, label: string, counts: ReadonlyMap<string | number, number>): void {
    const counter: Counter = new Counter({
      name,
      help,
      labelNames: [label],
      registers: [this.#registry],
      collect: () => {
        counter.reset();
        for (const [value, count] of counts) counter.inc({ [label]: value }, count);
      },
    });
  }
}
