import { expect, test, vi } from 'vitest';
import { createOutgoingMedia } from './outgoing.ts';
import type { Outgoing, VideoSender } from './video-sender.ts';

/** A share without sound. */
function share(encodeOnce: boolean): Outgoing {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as much of a stream as is asked
  const stream = { getAudioTracks: () => [] } as unknown as MediaStream;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the rest is for the sender alone
  return { stream, encodeOnce } as unknown as Outgoing;
}

function sender() {
  return {
    set: vi.fn<VideoSender['set']>(async () => undefined),
    replaceTrack: vi.fn<VideoSender['replaceTrack']>(async () => undefined),
    apply: vi.fn<VideoSender['apply']>(async () => undefined),
    close: vi.fn<VideoSender['close']>(),
    retire: vi.fn<VideoSender['retire']>(),
  };
}

test('one sender serves all shares of a kind; compatibility mode, switched in between, gets another', async () => {
  const [first, second] = [sender(), sender()];
  const make = vi.fn<() => VideoSender>().mockReturnValueOnce(first).mockReturnValueOnce(second);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- without sound nothing is asked of it
  const media = createOutgoingMedia({} as RTCPeerConnection, make);
  await media.set(share(true));
  await media.set(null);
  await media.set(share(true));
  expect(make).toHaveBeenCalledOnce();
  expect(first.retire).not.toHaveBeenCalled();
  const plain = share(false);
  await media.set(plain);
  expect(first.retire).toHaveBeenCalledOnce();
  expect(second.set).toHaveBeenCalledExactlyOnceWith(plain);
  expect(first.set).not.toHaveBeenCalledWith(plain);
  media.close();
  expect(second.close).toHaveBeenCalledOnce();
});
