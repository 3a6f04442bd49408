import type { RoomCodec } from '../../extension/core/codec-choice.ts';
import { delay as pause } from '../../extension/rtc/schedule.ts';
import type { SeenFrame } from '../probe/picture.ts';
import type { Received } from './receiver.ts';
import { createRig, RUNG_LINES, type Rig } from './rig.ts';
import type { Viewer } from './viewer.ts';

/** What the worker counted of one rung. */
export interface RungCounted {
  readonly frames: number;
  readonly keys: number;
}

/** What the worker counted of one viewer's sink. */
export interface SinkCounted {
  readonly written: number;
  readonly dropped: number;
}

/** What the tests find under `portholeEngine` in the engine's page. Viewers are numbered from 0 as they join. */
export interface EngineProbe {
  /** Sets the engine's parts up anew, with encoders of these codecs. */
  start(codecs: readonly RoomCodec[]): Promise<void>;
  stop(): void;
  /** One more viewer. @param shared begins on a rung, which {@link useRung} must choose */
  join(codec: RoomCodec, shared: boolean): Promise<number>;
  /** @param stop see Sink @returns ms until a frame in the rung's size is shown */
  useRung(viewer: number, codec: RoomCodec, rung: number, stop: boolean): Promise<number>;
  /** @returns ms until the own encoder's first frame is shown */
  useOwn(viewer: number): Promise<number>;
  setLayers(viewer: number, maxTemporal: number): void;
  /** Puts a rung's encoder to sleep, and waits until nothing comes from it any more. */
  sleep(codec: RoomCodec, rung: number): Promise<void>;
  /** All frames that a viewer has seen. */
  frames(viewer: number): readonly SeenFrame[];
  received(viewer: number): Promise<Received>;
  renegotiations(viewer: number): number;
  rung(codec: RoomCodec, rung: number): Promise<RungCounted | null>;
  /** @returns null when the worker has no such sink any more */
  sink(viewer: number): Promise<SinkCounted | null>;
  /** The viewer goes without a word: nothing is answered any more. */
  vanish(viewer: number): void;
  /** The viewer's sink and connection are closed. */
  leave(viewer: number): void;
}

declare global {
  // eslint-disable-next-line no-var -- a global of a script is declared with var
  var portholeEngine: EngineProbe;
}

function createProbe(): EngineProbe {
  let running: Rig | null = null;
  let viewers: Viewer[] = [];

  const rig = (): Rig => {
    if (!running) throw new Error('not started');
    return running;
  };
  const at = (viewer: number): Viewer => {
    const found = viewers[viewer];
    if (!found) throw new Error(`no viewer ${viewer}`);
    return found;
  };
  const rungCounts = async (codec: RoomCodec, rung: number): Promise<RungCounted | null> => {
    const { id } = rig().source(codec, rung);
    const counted = (await rig().counts()).sources.get(id);
    return counted ? { frames: counted.frames, keys: counted.keys } : null;
  };
  const sinkCounts = async (viewer: number) => (await rig().counts()).sinks.get(at(viewer).sink.id) ?? null;

  /** A picture may have the wanted size already: it counts when the worker writes the wanted input. */
  const shown = async (viewer: number, input: 'own' | number, height: number): Promise<number> => {
    const began = Date.now();
    while ((await sinkCounts(viewer))?.input !== input) {
      if (Date.now() - began > 5000) throw new Error(`input ${input} is not written`);
      await pause(2);
    }
    const frame = await at(viewer).receiver.waitFrame(Date.now(), (seen) => seen.height === height);
    return frame.at - began;
  };

  return {
    async start(codecs) {
      running = createRig();
      for (const codec of codecs) await running.encode(codec);
    },
    stop() {
      running?.close();
      running = null;
      viewers = [];
    },
    async join(codec, shared) {
      viewers.push(await rig().join(codec, shared));
      return viewers.length - 1;
    },
    useRung(viewer, codec, rung, stop) {
      const source = rig().source(codec, rung);
      const done = shown(viewer, source.id, RUNG_LINES[rung] ?? 0);
      at(viewer).sink.useRung(source, stop);
      return done;
    },
    useOwn(viewer) {
      const done = shown(viewer, 'own', RUNG_LINES[0]);
      at(viewer).sink.useOwn();
      return done;
    },
    setLayers: (viewer, maxTemporal) => at(viewer).sink.setLayers(maxTemporal),
    async sleep(codec, rung) {
      await rig().source(codec, rung).setActive(false);
      for (let before = -1, now = 0; before !== now;) {
        await pause(150);
        before = now;
        now = (await rungCounts(codec, rung))?.frames ?? 0;
      }
    },
    frames: (viewer) => at(viewer).receiver.frames,
    received: (viewer) => at(viewer).receiver.received(),
    renegotiations: (viewer) => at(viewer).renegotiations,
    rung: rungCounts,
    async sink(viewer) {
      const counted = await sinkCounts(viewer);
      return counted && { written: counted.frames, dropped: counted.dropped };
    },
    vanish: (viewer) => at(viewer).receiver.close(),
    leave: (viewer) => at(viewer).close(),
  };
}

globalThis.portholeEngine = createProbe();
