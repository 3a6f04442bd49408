import { describe, expect, test } from 'vitest';
import { after, AS_GUEST, comes, joined, says, told } from '../../testing/host-steps.ts';
import type { SessionEvent } from '../session-state.ts';
import { reduceSession } from '../session.ts';
import { markOffer } from './host-mark.ts';

const offer = (sdp: string, from = 'ann2'): SessionEvent =>
  says({ type: 'offer', room: 'r', to: 'me', from, sdp });

describe('a host that comes back under another id into its closed room', () => {
  const PROOF = 'told to me by the host';
  const ends = { room: 'r', from: 'ann2', to: 'me' };
  const shut = told('ann', { proof: PROOF, closed: true, expected: ['ann', 'bob', 'me'] });

  test('makes itself known to everyone who is there', () => {
    const home = after(joined('me', ['ann', 'bob'], { locked: true }));
    for (const id of ['ann', 'bob']) {
      const added = home.effects.findIndex((effect) => effect.type === 'peer-added' && effect.id === id);
      const called = home.effects.findIndex((effect) => effect.type === 'peer-called' && effect.id === id);
      expect(added).toBeGreaterThanOrEqual(0);
      expect(called).toBeGreaterThan(added);
    }
    expect(after(joined('me', ['ann'])).effects).not.toContainEqual({ type: 'peer-called', id: 'ann' });
  });

  test('is dealt with by the mark of its offer', () => {
    const step = after(AS_GUEST, shut, comes('ann2'), offer(markOffer('v=0\r\n', PROOF, ends)));
    expect(step.effects).toEqual([
      expect.objectContaining({ type: 'deliver' }),
      { type: 'peer-added', id: 'ann2' },
    ]);
    const candidate = { candidate: '' };
    const after1 = reduceSession(
      step.state,
      says({ type: 'ice-candidate', room: 'r', to: 'me', from: 'ann2', candidate }),
    );
    expect(after1.effects).toHaveLength(1);
  });

  test.each([
    ['without a mark', 'v=0\r\n', 'ann2'],
    ['marked with another proof', markOffer('v=0\r\n', 'guess', ends), 'ann2'],
    ['marked for another receiver', markOffer('v=0\r\n', PROOF, { ...ends, to: 'bob' }), 'ann2'],
    ['marked in another room', markOffer('v=0\r\n', PROOF, { ...ends, room: 'q' }), 'ann2'],
    ['taken from another sender', markOffer('v=0\r\n', PROOF, ends), 'eve'],
    ['altered', markOffer('v=0\r\n', PROOF, ends).replace('v=0', 'v=1'), 'ann2'],
    ['added to', `${markOffer('v=0\r\n', PROOF, ends)}a=x\r\n`, 'ann2'],
  ])('and nobody else is: an offer %s', (_how, sdp, from) => {
    const step = after(AS_GUEST, shut, comes(from), offer(sdp, from));
    expect(step.effects).toEqual([]);
    expect(step.state.hosting.gate.expected).toEqual(['ann', 'bob', 'me']);
  });

  test('but not if the host had removed that id, nor before any host was heard', () => {
    const marked = offer(markOffer('v=0\r\n', PROOF, ends));
    const removed = told('ann', { proof: PROOF, closed: true, expected: ['ann', 'me'], removed: ['ann2'] });
    expect(after(AS_GUEST, comes('ann2'), removed, marked).effects).toEqual([]);
    const deaf = after(AS_GUEST, marked);
    expect(deaf.state.hosting.gate.expected).toEqual([]);
  });
});
