import { describe, expect, it } from 'vitest';
import { IDLE } from '../../core/snapshot.ts';
import { fakePeer, fakeShare, fakeSnapshot } from '../../testing/fake-snapshot.ts';
import { stepOf, viewerState } from './viewer-state.ts';

const sharer = fakePeer('a', { sharing: true });
const kindOf = (...args: Parameters<typeof viewerState>) => viewerState(...args).kind;

describe('with nobody on the stage', () => {
  it('is on the way in before anything happened', () => {
    expect(kindOf(IDLE, null, false)).toBe('connecting');
    expect(kindOf({ ...IDLE, phase: 'connecting' }, null, false)).toBe('connecting');
  });

  it('waits, and says how the last share ended', () => {
    expect(kindOf(fakeSnapshot(), null, false)).toBe('waiting');
    expect(kindOf(fakeSnapshot({ ended: { reason: 'left', peer: 'a' } }), null, false)).toBe('ended');
  });

  it('says that only I share, whatever ended before', () => {
    const snapshot = fakeSnapshot({ share: fakeShare(), ended: { reason: 'left', peer: 'a' } });
    expect(kindOf(snapshot, null, false)).toBe('sharing');
  });

  it('is at the door until the host answers', () => {
    expect(kindOf({ ...IDLE, phase: 'waiting' }, null, false)).toBe('knocking');
  });

  it('reconnects', () => {
    expect(kindOf(fakeSnapshot({ phase: 'reconnecting' }), null, false)).toBe('reconnecting');
  });
});

describe('with a sharer on the stage', () => {
  it('watches once there is a picture', () => {
    expect(kindOf(fakeSnapshot(), { peer: sharer, picture: false }, false)).toBe('getting');
    expect(kindOf(fakeSnapshot(), { peer: sharer, picture: true }, false)).toBe('watching');
  });

  it('keeps the picture while the server is away', () => {
    const away = fakeSnapshot({ phase: 'reconnecting' });
    expect(kindOf(away, { peer: sharer, picture: true }, false)).toBe('watching');
  });

  it('says when no way leads to the sharer', () => {
    expect(kindOf(fakeSnapshot(), { peer: { ...sharer, link: 'failed' }, picture: false }, false)).toBe(
      'unreachable',
    );
  });
});

it('says why it failed, and never nothing', () => {
  const failed = { ...IDLE, phase: 'failed' } as const;
  expect(viewerState({ ...failed, fault: { code: 'room-full' } }, null, false)).toEqual({
    kind: 'failed',
    fault: { code: 'room-full' },
  });
  expect(viewerState(failed, null, false)).toMatchObject({ fault: { code: 'internal' } });
});

it('has left only until it is back in a room', () => {
  expect(kindOf(IDLE, null, true)).toBe('left');
  expect(kindOf({ ...IDLE, phase: 'connecting' }, null, true)).toBe('connecting');
});

describe('how far the way to the picture has come', () => {
  const quiet = { fault: null };

  it('the server first, then the room, then the picture', () => {
    const peer = fakePeer('ann');
    const steps = [{ kind: 'connecting' }, { kind: 'knocking' }, { kind: 'getting', peer }] as const;
    expect(steps.map((state) => stepOf(state, quiet))).toEqual([0, 1, 2]);
  });

  it('is not shown where nothing moves', () => {
    expect(stepOf({ kind: 'waiting' }, quiet)).toBeNull();
    expect(stepOf({ kind: 'connecting' }, { fault: { code: 'server-unreachable' } })).toBeNull();
  });
});
