import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_FEED, offer, restart, want, type FeedFrame, type SinkFeed } from './sink-feed.ts';

const frame = (input: FeedFrame['input'], key: boolean, size = 1920, temporal = 0): FeedFrame => ({
  input,
  key,
  size,
  temporal,
});
const dummyKey = frame('own', true, 16);
const on = (input: FeedFrame['input']): SinkFeed => ({ ...NO_FEED, current: input });

describe('a sink', () => {
  it('writes what it is on', () => {
    expect(offer(on(1), frame(1, false)).step).toBe('write');
    expect(offer(on(1), frame(2, true)).step).toBe('drop');
  });

  it('goes up at the key frame, and shows the old rung until then', () => {
    let feed = want(on(2), { input: 1, stop: false });
    expect(offer(feed, frame(2, false)).step).toBe('write');
    expect(offer(feed, frame(1, false)).step).toBe('drop');
    const switched = offer(feed, frame(1, true));
    expect(switched.step).toBe('switch');
    feed = switched.feed;
    expect(offer(feed, frame(2, false)).step).toBe('drop');
    expect(offer(feed, frame(1, false)).step).toBe('write');
  });

  it('goes down dark', () => {
    const feed = want(on(1), { input: 2, stop: true });
    expect(offer(feed, frame(1, false)).step).toBe('drop');
    expect(offer(feed, frame(2, true)).step).toBe('switch');
  });

  it('begins a rung only after the key frame of the dummy', () => {
    const feed = want(on('own'), { input: 1, stop: false });
    expect(offer(feed, frame('own', false)).step).toBe('drop');
    expect(offer(feed, frame(1, true)).step).toBe('drop');
    expect(offer(feed, frame('own', false, 16)).step).toBe('drop');
    const ready = offer(feed, dummyKey);
    expect(ready.step).toBe('ready');
    expect(offer(ready.feed, frame(1, true)).step).toBe('switch');
  });

  it('takes no dummy for its own encoder’s picture', () => {
    const feed = want(on(1), { input: 'own', stop: false });
    expect(offer(feed, dummyKey).step).toBe('drop');
    expect(offer(feed, frame(1, false)).step).toBe('write');
    expect(offer(feed, frame('own', true)).step).toBe('switch');
  });

  it('forgets a wish for what it is on', () => {
    const feed = want(want(on(1), { input: 2, stop: false }), { input: 1, stop: false });
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
      fc.record({ kind: fc.constant('want' as const), input: inputs, stop: fc.boolean() }),
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
        let feed = NO_FEED;
        let shown: FeedFrame['input'] | null = null;
        for (const event of events) {
          if (event.kind === 'want') feed = want(feed, event);
          else if (event.kind === 'restart') feed = restart(feed);
          else {
            const decided = offer(feed, event);
            feed = decided.feed;
            if (decided.step === 'switch' || decided.step === 'write') {
              expect(event.input === 'own' && event.size <= 16).toBe(false);
              if (event.input !== shown) expect(event.key).toBe(true);
              shown = event.input;
            }
          }
        }
      }),
    );
  });
});
