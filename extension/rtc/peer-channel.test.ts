import { expect, test, vi } from 'vitest';
import { createTell } from './peer-channel.ts';

/** A channel whose other end reads nothing. */
function stuckChannel() {
  const channel = {
    readyState: 'open' as RTCDataChannelState,
    bufferedAmount: 0,
    send: (data: unknown) => void (channel.bufferedAmount += String(data).length),
  };
  return channel;
}

test('what is told to one who never reads is not kept without end: it is given up', () => {
  const channel = stuckChannel();
  const deaf = vi.fn<() => void>();
  const tell = createTell(channel, deaf);
  let told = 0;
  while (told < 100_000 && tell({ type: 'heard' })) told++;
  expect(deaf).toHaveBeenCalledTimes(1);
  expect(channel.bufferedAmount).toBeLessThan(260 * 1024);
});

test('nothing is told over a channel that is not open, and nobody is taken for deaf', () => {
  const channel = stuckChannel();
  channel.readyState = 'connecting';
  const deaf = vi.fn<() => void>();
  expect(createTell(channel, deaf)({ type: 'heard' })).toBe(false);
  expect([channel.bufferedAmount, deaf.mock.calls]).toEqual([0, []]);
});
