/** Where a sink's frames come from: its own encoder, or a rung source by its number. */
export type Input = 'own' | number;

/** Which encoder a sink writes, and which it waits for. Immutable. */
export interface SinkFeed {
  /** What is written now; null = nothing. */
  readonly current: Input | null;
  /** What is to be written from its next key frame on; null = no change. */
  readonly wanted: Input | null;
  /** The last that the sink's own encoder began with a key frame was the dummy: a rung may follow. */
  readonly dummy: boolean;
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
type FeedStep = 'drop' | 'write' | 'switch' | 'ready';

/** px: the picture that keeps a sink's own sender busy while it is fed by a rung. */
export const DUMMY_SIZE = 16;

export const NO_FEED: SinkFeed = { current: null, wanted: null, dummy: false, maxTemporal: 2 };

export interface FeedWish {
  readonly input: Input;
  /** Write nothing until then: on the way down the link has no room for the old frames. */
  readonly stop: boolean;
  /** The sink's own encoder changes its codec: wait for its next dummy. */
  readonly newCodec: boolean;
}

/** Wants another input from its next key frame on. */
export function want(feed: SinkFeed, { input, stop, newCodec }: FeedWish): SinkFeed {
  const dummy = feed.dummy && !newCodec;
  if (input === feed.current && dummy === feed.dummy) return { ...feed, wanted: null };
  // The own encoder's last pictures are shown until it gets the dummy, which is never written.
  const dark = stop || newCodec;
  return { ...feed, dummy, current: dark ? null : feed.current, wanted: input };
}

/** Goes dark until a key frame of the same input. */
export function restart(feed: SinkFeed): SinkFeed {
  return feed.current === null ? feed : { ...feed, current: null, wanted: feed.wanted ?? feed.current };
}

/** The sink's own encoder sends by itself from now on: nothing of it comes by here. */
export function leaveToOwn(feed: SinkFeed): SinkFeed {
  return { ...feed, current: 'own', wanted: null, dummy: false };
}

/** The sink's own encoder is silent: a rung may follow, as it may after the dummy's key frame. */
export function silenceOwn(feed: SinkFeed): SinkFeed {
  return { ...feed, current: feed.current === 'own' ? null : feed.current, dummy: true };
}

/** A key frame of the wanted rung would be taken. */
export function isReady({ wanted, dummy }: SinkFeed): boolean {
  return wanted !== null && wanted !== 'own' && dummy;
}

interface Offered {
  readonly feed: SinkFeed;
  readonly step: FeedStep;
}

/**
 * Decides on one frame. A sink changes its input at a key frame only. From its own encoder to a rung it must see the
 * dummy's key frame first: that resets what the receiver knows of the stream's structure; a rung's key without it
 * froze the picture for 3 s.
 */
export function offer(feed: SinkFeed, frame: FeedFrame): Offered {
  if (frame.input === 'own')
    return frame.size > 0 && frame.size <= DUMMY_SIZE ? dummy(feed, frame) : own(feed, frame);
  if (frame.input === feed.wanted && frame.key && feed.dummy) return begin(feed, frame);
  return pass(feed, frame);
}

function dummy(feed: SinkFeed, { key }: FeedFrame): Offered {
  if (!key || feed.dummy) return { feed, step: 'drop' };
  const next = { ...feed, dummy: true };
  return { feed: next, step: isReady(next) ? 'ready' : 'drop' };
}

function own(feed: SinkFeed, frame: FeedFrame): Offered {
  const seen = { ...feed, dummy: false };
  return feed.wanted === 'own' && frame.key ? begin(seen, frame) : pass(seen, frame);
}

function begin(feed: SinkFeed, { input }: FeedFrame): Offered {
  return { feed: { ...feed, current: input, wanted: null }, step: 'switch' };
}

function pass(feed: SinkFeed, { input, temporal }: FeedFrame): Offered {
  return { feed, step: input === feed.current && temporal <= feed.maxTemporal ? 'write' : 'drop' };
}
