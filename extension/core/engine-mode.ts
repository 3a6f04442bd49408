/** Why a sink has an encoder of its own. */
type OwnReason = 'unavailable' | 'alone' | 'codec' | 'stuck' | 'outlier';

type SinkMode =
  | { readonly kind: 'own'; readonly reason: OwnReason }
  | { readonly kind: 'rung'; readonly reason: null };

export interface SinkState {
  readonly id: string;
  readonly connected: boolean;
  /** its sender's codec is the room's, or can be made so */
  readonly codecOk: boolean;
  /**
   * ms for which a rung's frames were written with none decoded, counted anew from each switch to a rung;
   * null when it is not stuck or nothing is known
   */
  readonly stuckMs: number | null;
  /** Its link would hold down everybody on its rung (`core/outliers`). */
  readonly outlier: boolean;
}

export interface EngineInput {
  /** ms, any clock that goes forward */
  readonly at: number;
  /** the browser has the API, and the engine runs */
  readonly available: boolean;
  readonly sinks: readonly SinkState[];
}

/** What is remembered of a sink that could not decode a rung. */
interface Distrust {
  /** ms, when a rung is tried again */
  readonly until: number;
  /** ms, how long this distrust is */
  readonly backoffMs: number;
}

export interface EngineModes {
  /** two viewers or more are, or were a moment ago, there to share an encoder */
  readonly shared: boolean;
  /** ms since when only one viewer is left; null while there are more */
  readonly aloneSince: number | null;
  readonly distrusted: ReadonlyMap<string, Distrust>;
  /** by sink id */
  readonly sinks: ReadonlyMap<string, SinkMode>;
}

/** ms without a decoded picture: a person has seen it freeze, but not yet reached for the mouse. */
const STUCK_MS = 1000;
const FIRST_BACKOFF_MS = 10_000;
const LAST_BACKOFF_MS = 300_000;
/** ms on a rung after the back-off's end that make a sink as good as new. */
const FORGIVEN_AFTER_MS = 300_000;
/** ms: who reloads the page is back by then, and a switch costs everyone a gap of up to 400 ms. */
const ALONE_MS = 5000;

const RUNG: SinkMode = { kind: 'rung', reason: null };

export function createEngineModes(): EngineModes {
  return { shared: false, aloneSince: null, distrusted: new Map(), sinks: new Map() };
}

/** Decides again who is fed by a rung; to be called on each tick and whenever a viewer comes or goes. */
export function stepEngineModes(modes: EngineModes, input: EngineInput): EngineModes {
  const crowd = countViewers(modes, input);
  const distrusted = new Map(
    input.sinks.flatMap((sink) => {
      const known = distrust(modes, sink, input.at);
      return known ? [[sink.id, known] as const] : [];
    }),
  );
  const sinks = new Map(
    input.sinks.map((sink) => {
      const reason = ownReason(sink, input, crowd.shared, distrusted.get(sink.id));
      return [sink.id, reason ? ({ kind: 'own', reason } as const) : RUNG] as const;
    }),
  );
  return { ...crowd, distrusted, sinks };
}

/** A join counts at once; of a leave it is seen first whether it lasts. */
function countViewers(modes: EngineModes, input: EngineInput): Pick<EngineModes, 'shared' | 'aloneSince'> {
  if (!input.available) return { shared: false, aloneSince: null };
  if (connected(input) >= 2) return { shared: true, aloneSince: null };
  if (!modes.shared) return { shared: false, aloneSince: null };
  const aloneSince = modes.aloneSince ?? input.at;
  return input.at - aloneSince < ALONE_MS
    ? { shared: true, aloneSince }
    : { shared: false, aloneSince: null };
}

function ownReason(
  sink: SinkState,
  input: EngineInput,
  shared: boolean,
  known: Distrust | undefined,
): OwnReason | null {
  if (!input.available) return 'unavailable';
  if (!sink.codecOk) return 'codec';
  if (known && input.at < known.until) return 'stuck';
  // Who is still connecting, and will not be alone, begins on the rung: no switch right after the first picture.
  const willShare = shared || (!sink.connected && connected(input) >= 1);
  if (!willShare) return 'alone';
  return sink.outlier ? 'outlier' : null;
}

/** Only what was fed by a rung can be stuck on one. */
function distrust(modes: EngineModes, sink: SinkState, at: number): Distrust | null {
  const known = modes.distrusted.get(sink.id);
  const stuck = modes.sinks.get(sink.id)?.kind === 'rung' && (sink.stuckMs ?? 0) >= STUCK_MS;
  if (stuck) {
    const backoffMs = known ? Math.min(LAST_BACKOFF_MS, known.backoffMs * 2) : FIRST_BACKOFF_MS;
    return { until: at + backoffMs, backoffMs };
  }
  return known && at - known.until < FORGIVEN_AFTER_MS ? known : null;
}

function connected(input: EngineInput): number {
  return input.sinks.filter((sink) => sink.connected).length;
}
