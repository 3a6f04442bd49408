import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isReady,
  NO_FEED,
  offer,
  restart,
  want,
  type FeedFrame,
  type FeedWish,
  type SinkFeed,
} from './sink-feed.ts';

const frame = (input: FeedFrame['input'], key: boolean, size = 1920, temporal = 0): FeedFrame => ({
  input,
  key,
  size,
  temporal,
});
const dummyKey = frame('own', true, 16);
const on = (input: FeedFrame['input']): SinkFeed => ({ ...NO_FEED, current: input, dummy: input !== 'own' });
const wish = (input: FeedFrame['input'], stop = false) => ({ input, stop, newCodec: false });

describe('a sink', () => {
  it('writes what it is on', () => {
    expect(offer(on(1), frame(1, false)).step).toBe('write');
    expect(offer(on(1), frame(2, true)).step).toBe('drop');
  });

  it('goes up at the key frame, and shows the old rung until then', () => {
    let feed = want(on(2), wish(1));
    expect(offer(feed, frame(2, false)).step).toBe('write');
    expect(offer(feed, frame(1, false)).step).toBe('drop');
    const switched = offer(feed, frame(1, true));
    expect(switched.step).toBe('switch');
    feed = switched.feed;
    expect(offer(feed, frame(2, false)).step).toBe('drop');
    expect(offer(feed, frame(1, false)).step).toBe('write');
  });

  it('goes down dark', () => {
    const feed = want(on(1), wish(2, true));
    expect(offer(feed, frame(1, false)).step).toBe('drop');
    expect(offer(feed, frame(2, true)).step).toBe('switch');
  });

  it('begins a rung only after the key frame of the dummy', () => {
    const feed = want(on('own'), wish(1));
    expect(offer(feed, frame('own', false)).step).toBe('write');
    expect(offer(feed, frame(1, true)).step).toBe('drop');
    expect(offer(feed, frame('own', false, 16)).step).toBe('drop');
    const ready = offer(feed, dummyKey);
    expect(ready.step).toBe('ready');
    expect(offer(ready.feed, frame(1, true)).step).toBe('switch');
  });

  it('that has its dummy already is ready at once', () => {
    const { feed } = offer(NO_FEED, dummyKey);
    expect(isReady(want(feed, wish(1)))).toBe(true);
    expect(isReady(want(on('own'), wish(1)))).toBe(false);
  });

  it('waits for the next dummy when its codec changes', () => {
    const feed = want(on(1), { ...wish(2), newCodec: true });
    expect(isReady(feed)).toBe(false);
    expect(offer(feed, frame(1, false)).step).toBe('drop');
    expect(offer(feed, frame(2, true)).step).toBe('drop');
    expect(offer(offer(feed, dummyKey).feed, frame(2, true)).step).toBe('switch');
  });

  it('waits again when the own encoder’s picture came between', () => {
    const ready = offer(want(on('own'), wish(1)), dummyKey).feed;
    const late = offer(ready, frame('own', true)).feed;
    expect(offer(late, frame(1, true)).step).toBe('drop');
  });

  it('takes no dummy for its own encoder’s picture', () => {
    const feed = want(on(1), wish('own'));
    expect(offer(feed, dummyKey).step).toBe('drop');
    expect(offer(feed, frame(1, false)).step).toBe('write');
    expect(offer(feed, frame('own', true)).step).toBe('switch');
  });

  it('forgets a wish for what it is on', () => {
    const feed = want(want(on(1), wish(2)), wish(1));
    expect(offer(feed, frame(2, true)).step).toBe('drop');
    expect(offer(feed, frame(1, false)).step).toBe('write');
  });

  it('passes the layers that it may', () => {
    const feed = { ...on(1), maxTemporal: 1 };
    expect(offer(feed, frame(1, false, 1920, 1)).step).toBe('write');
    expect(offer(feed, frame(1, false, 1920, 2)).step).toBe('drop');
  });

  it('resumes at a key frame after a gap', () => {
    const feed = restart(on(1));
    expect(offer(feed, frame(1, false)).step).toBe('drop');
    expect(offer(feed, frame(1, true)).step).toBe('switch');
  });

  it('never changes its input between key frames, and never shows a dummy, whatever it is told', () => {
    const inputs = fc.constantFrom<FeedFrame['input']>('own', 1, 2, 3);
    const told = fc.oneof(
      fc.record({
        kind: fc.constant('want' as const),
        input: inputs,
        stop: fc.boolean(),
        newCodec: fc.boolean(),
      }),
      fc.record({ kind: fc.constant('restart' as const) }),
      fc.record({
        kind: fc.constant('frame' as const),
        input: inputs,
        key: fc.boolean(),
        size: fc.constantFrom(16, 640),
        temporal: fc.nat(2),
      }),
    );
    fc.assert(
      fc.property(fc.array(told, { maxLength: 200 }), (events) => {
        const written = run(events);
        expect(written.filter((one) => one.input === 'own' && one.size <= 16)).toEqual([]);
        const changes = written.filter((one, index) => one.input !== written[index - 1]?.input);
        expect(changes.filter((one) => !one.key)).toEqual([]);
      }),
    );
  });
});

type Told =
  | ({ readonly kind: 'want' } & FeedWish)
  | { readonly kind: 'restart' }
  | ({ readonly kind: 'frame' } & FeedFrame);

/** @returns the frames that are written */
function run(events: readonly Told[]): readonly FeedFrame[] {
  let feed = NO_FEED;
  return events.filter((event): event is { readonly kind: 'frame' } & FeedFrame => {
    if (event.kind === 'want') feed = want(feed, event);
    if (event.kind === 'restart') feed = restart(feed);
    if (event.kind !== 'frame') return false;
    const decided = offer(feed, event);
    feed = decided.feed;
    return decided.step === 'switch' || decided.step === 'write';
  });
}
