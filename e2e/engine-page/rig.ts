import type { RoomCodec } from '../../extension/core/codec-choice.ts';
import type { Rung } from '../../extension/core/rungs.ts';
import { createDummyTrack } from '../../extension/rtc/engine/dummy-track.ts';
import { chooseOutput } from '../../extension/rtc/engine/encoded-output.ts';
import type { FanOutCounts } from '../../extension/rtc/engine/fan-out-messages.ts';
import { openFanOut } from '../../extension/rtc/engine/fan-out-port.ts';
import { createRungSources, type RungSources } from '../../extension/rtc/engine/rung-sources.ts';
import type { RungSource } from '../../extension/rtc/engine/rung-source.ts';
import { drawMovingPicture, PICTURE, PICTURE_FPS } from './picture.ts';
import { createViewer, type Viewer } from './viewer.ts';

/** Lines of the picture at each rung. */
export const RUNG_LINES = [360, 240, 180] as const;

const RUNG_BITRATES = [1_500_000, 700_000, 400_000] as const;

const RUNGS: readonly Rung[] = RUNG_LINES.map((lines, index) => {
  const maxBitrate = RUNG_BITRATES[index] ?? 0;
  return {
    scaleResolutionDownBy: PICTURE.height / lines,
    maxFramerate: PICTURE_FPS,
    maxBitrate,
    minBitrate: maxBitrate / 4,
    share: 1,
    lines,
    aspect: PICTURE.width / PICTURE.height,
  };
});

/** The engine's parts, put together without its policy: who is fed by what is the test's to say. */
export interface Rig {
  encode(codec: RoomCodec): Promise<void>;
  source(codec: RoomCodec, rung: number): RungSource;
  /** @param codec the sender's first */
  join(codec: RoomCodec, shared: boolean): Promise<Viewer>;
  counts(): Promise<FanOutCounts>;
  close(): void;
}

export function createRig(): Rig {
  const picture = drawMovingPicture();
  const encoders = new Map<RoomCodec, RungSources>();
  const viewers: Viewer[] = [];
  const asked: ((counts: FanOutCounts) => void)[] = [];
  let ids = 0;
  const nextId = () => (ids += 1);
  const fanOut = openFanOut({
    counts: (counts) => asked.shift()?.(counts),
    ready: (source) => encoders.forEach((sources) => sources.need(source)),
    lost: (source, sink) => encoders.forEach((sources) => sources.lost(source, sink)),
  });
  const dummy = createDummyTrack();
  const output = chooseOutput(fanOut, () => dummy);

  return {
    async encode(codec) {
      const { worker } = fanOut;
      const { track } = picture;
      const options = { worker, track, rungs: RUNGS, codec, order: order(codec), nextId };
      encoders.set(codec, await createRungSources(options));
    },
    source(codec, rung) {
      const source = encoders.get(codec)?.source(rung);
      if (!source) throw new Error(`no encoder for ${codec}`);
      return source;
    },
    async join(codec, shared) {
      const id = `viewer ${nextId()}`;
      const viewer = await createViewer({
        id,
        post: fanOut.post,
        output: output(id),
        track: picture.track,
        order: order(codec),
        shared,
      });
      viewers.push(viewer);
      return viewer;
    },
    counts: () =>
      new Promise((resolve) => {
        asked.push(resolve);
        fanOut.post({ type: 'count' });
      }),
    close() {
      for (const viewer of viewers) viewer.close();
      for (const sources of encoders.values()) sources.close();
      dummy.close();
      fanOut.close();
      picture.close();
    },
  };
}

function order(first: RoomCodec): readonly RoomCodec[] {
  return [first, ...(['H264', 'AV1', 'VP9'] as const).filter((one) => one !== first)];
}
