import { expect, test, vi } from 'vitest';
import { createFloodGuard } from './flood-guard.ts';

function fakeChannel() {
  const target = new EventTarget();
  const addEventListener = target.addEventListener.bind(target) as RTCDataChannel['addEventListener'];
  const say = (data: unknown) => target.dispatchEvent(new MessageEvent('message', { data }));
  return { addEventListener, say };
}

test('what comes over several channels adds up, and is told once', () => {
  const flooded = vi.fn<() => void>();
  const guard = createFloodGuard(flooded);
  const channels = [fakeChannel(), fakeChannel()];
  for (const channel of channels) guard.watch(channel);
  for (let said = 0; said < 50; said++) for (const { say } of channels) say('x');
  expect(flooded).not.toHaveBeenCalled();
  for (const { say } of channels) say('x');
  expect(flooded).toHaveBeenCalledTimes(1);
});

test('one message that is too large is a flood, of whichever kind', () => {
  for (const data of ['x'.repeat(200_000), new ArrayBuffer(200_000), new Blob(['x'.repeat(200_000)])]) {
    const flooded = vi.fn<() => void>();
    const channel = fakeChannel();
    createFloodGuard(flooded).watch(channel);
    channel.say(data);
    expect(flooded).toHaveBeenCalledTimes(1);
  }
});

test('who opens channel after channel floods, though nothing comes over them', () => {
  const flooded = vi.fn<() => void>();
  const guard = createFloodGuard(flooded);
  for (let opened = 0; opened < 100; opened++) guard.opened(fakeChannel());
  expect(flooded).not.toHaveBeenCalled();
  guard.opened(fakeChannel());
  expect(flooded).toHaveBeenCalledTimes(1);
});
