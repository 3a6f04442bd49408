/** Where a sink's frames come from: its own encoder, or a rung source by its number. */
export type Input = 'own' | number;

/** Which encoder a sink writes, and which it waits for. Immutable. */
export interface SinkFeed {
  /** What is written now; null = nothing. */
  readonly current: Input | null;
  /** What is to be written from its next key frame on; null = no change. */
  readonly wanted: Input | null;
  /** A rung may be begun only after the sink's own encoder made a key frame of the dummy (see {@link offer}). */
  readonly needsDummyKey: boolean;
  /** Highest temporal layer that is passed on. */
  readonly maxTemporal: number;
}

/** What the feed has to know of a frame. */
export interface FeedFrame {
  readonly input: Input;
  readonly key: boolean;
  /** 0 without layers */
  readonly temporal: number;
  /** px, the larger side; 0 = unknown */
  readonly size: number;
}

/**
 * - `drop`: not for this sink, or not yet
 * - `write`
 * - `switch`: write; the wanted input has taken over
 * - `ready`: drop; from now on a key frame of the wanted rung is taken: ask for one
 */
export type FeedStep = 'drop' | 'write' | 'switch' | 'ready';

/** px: the picture that keeps a sink's own sender busy while it is fed by a rung. */
export const DUMMY_SIZE = 16;

export const NO_FEED: SinkFeed = { current: null, wanted: null, needsDummyKey: false, maxTemporal: 2 };

export interface FeedWish {
  readonly input: Input;
  /** Write nothing until then: on the way down the link has no room for the old frames. */
  readonly stop: boolean;
}

/** Wants another input from its next key frame on. */
export function want(feed: SinkFeed, { input, stop }: FeedWish): SinkFeed {
  if (input === feed.current) return { ...feed, wanted: null, needsDummyKey: false };
  // What the own sender encodes turns into the dummy: nothing of it must reach the viewer.
  const fromOwn = input !== 'own' && (feed.current === 'own' || feed.current === null);
  return {
    ...feed,
    current: stop || fromOwn ? null : feed.current,
    wanted: input,
    needsDummyKey: input !== 'own' && (fromOwn || feed.needsDummyKey),
  };
}

/** Goes dark until a key frame of the same input. */
export function restart(feed: SinkFeed): SinkFeed {
  return feed.current === null ? feed : { ...feed, current: null, wanted: feed.wanted ?? feed.current };
}

/**
 * Decides on one frame. A sink changes its input at a key frame only. From its own encoder to a rung it must see the
 * dummy's key frame first: that resets what the receiver knows of the stream's structure; a rung's key without it
 * froze the picture for 3 s.
 */
export function offer(
  feed: SinkFeed,
  frame: FeedFrame,
): { readonly feed: SinkFeed; readonly step: FeedStep } {
  const dummy = frame.input === 'own' && frame.size > 0 && frame.size <= DUMMY_SIZE;
  if (dummy) {
    const ready = feed.needsDummyKey && frame.key;
    return ready ? { feed: { ...feed, needsDummyKey: false }, step: 'ready' } : { feed, step: 'drop' };
  }
  if (frame.input === feed.wanted && frame.key && !feed.needsDummyKey) {
    return { feed: { ...feed, current: frame.input, wanted: null }, step: 'switch' };
  }
  const passes = frame.input === feed.current && frame.temporal <= feed.maxTemporal;
  return { feed, step: passes ? 'write' : 'drop' };
}
