import {
  canCarry,
  chooseRoomCodec,
  type RoomCodec,
  type SinkCodecs,
  type VideoCodec,
} from '../../core/codec-choice.ts';
import {
  createEngineModes,
  stepEngineModes,
  type EngineModes,
  type SinkState,
} from '../../core/engine-mode.ts';
import { decodersAt, type Decoding } from '../../core/decoding.ts';
import type { ContentHint, PresetId } from '../../core/presets.ts';
import type { Rung } from '../../core/rungs.ts';
import type { Shown } from '../../core/shown.ts';
import type { SharedPicture } from '../../core/stats.ts';
import { codecName } from '../codecs.ts';
import type { LatestReport } from '../reporter.ts';
import { repeat } from '../schedule.ts';
import type { VideoSender } from '../video-sender.ts';
import { createDummyTrack, type DummyTrack } from './dummy-track.ts';
import { canWriteFrames, chooseOutput } from './encoded-output.ts';
import type { FanOutCounts } from './fan-out-messages.ts';
import { openFanOut, openNoFanOut, type FanOutEvents, type FanOutPort } from './fan-out-port.ts';
import { encoderId, type RungSources, type Watched } from './rung-sources.ts';
import { createHurry } from './hurry.ts';
import { watchMachine, type MachineWatch, type WatchedEncoder } from './machine-watch.ts';
import { createSink } from './sink.ts';
import { createSinkCare, type SinkCare } from './sink-care.ts';
import { createSourceKeeper } from './source-keeper.ts';
import { createTraffic, type Traffic } from './traffic.ts';

/** What is encoded once. */
export interface EngineShare {
  readonly track: MediaStreamTrack;
  readonly rungs: readonly Rung[];
  /** The sharer's order. */
  readonly codecs: readonly VideoCodec[];
  readonly preset: PresetId;
  readonly hint: ContentHint;
}

interface SinkRequest {
  readonly peer: string;
  readonly connection: RTCPeerConnection;
  /** Runs after everything that was asked of the connection before. */
  readonly enqueue: (operation: () => Promise<void>) => void;
  readonly report: () => LatestReport | null;
  /** What the viewer said of its decoders. */
  readonly decoding: () => Decoding | null;
}

/**
 * Encodes once for each rung, and hands the encoded frames to every viewer's connection. Who is alone, or cannot take
 * them, has an encoder of its own; nobody sees the change.
 */
export interface Engine {
  /** The video sender of a new connection. Whoever closes the connection closes it. */
  addSink(request: SinkRequest): VideoSender;
  /** Sends this from now on, or nothing. */
  share(share: EngineShare | null): void;
  adjust(rungs: readonly Rung[]): void;
  /** The picture of this share is another track. */
  replaceTrack(track: MediaStreamTrack): void;
  /** A peer says that its picture stopped to come: its link is looked at at once. */
  hurry(peer: string): void;
  /** What a peer is sent of a rung; null while it has an encoder of its own. */
  pictureOf(peer: string): SharedPicture | null;
  /** What a peer is sent, and why no more; null before that is decided. */
  shownTo(peer: string): Shown | null;
  /** bit/s that my way out carries for all pictures together; null = no shortage is known. */
  readonly uplink: number | null;
  close(): void;
}

/**
 * Starts the engine.
 * @returns null where the browser lacks what it is made of, or the page may not start its worker: then each viewer gets
 * an encoder of its own
 */
export async function openEngine(): Promise<Engine | null> {
  if (!canEncodeOnce()) return null;
  const { engine, started } = createEngine(openFanOut);
  if (await started) return engine;
  engine.close();
  return null;
}

/**
 * The same for an ordinary mesh: each viewer has an encoder of its own, which goes by the browser's own judgement of the
 * link. It is held to what the viewer asks for and shows, and to its part of the sharer's way out.
 */
export function openPlainEngine(): Engine {
  return createEngine(openNoFanOut).engine;
}

/** Whether the browser has what the engine is made of: Chromium 116 and later. */
function canEncodeOnce(): boolean {
  return canWriteFrames() && 'RTCRtpScriptTransform' in globalThis;
}

interface Started {
  readonly engine: Engine;
  readonly started: Promise<boolean>;
}

/** ms between two looks at the links. */
const TICK_MS = 250;

function createEngine(open: (events: FanOutEvents) => FanOutPort): Started {
  const cared = new Map<string, SinkCare>();
  const sending = () => [...cared.values()].filter(({ sink }) => sink.sending);
  let ids = 0;
  const nextId = () => (ids += 1);
  const fanOut = open({
    counts: (counts) => void look(counts).finally(() => (busy = false)),
    ready: (source) => keeper.sources?.need(source),
    lost: (source, sink) => keeper.sources?.lost(source, sink),
  });
  const keeper = createSourceKeeper(fanOut.worker, nextId, decide);
  let dummy: DummyTrack | null = null;
  const output = chooseOutput(fanOut, () => (dummy ??= createDummyTrack()));
  let share: EngineShare | null = null;
  let modes = createEngineModes();
  let busy = false;
  const hurry = createHurry(sending, decide);
  const machine = watchMachine(() => runningEncoders(fanOut.worker && share, keeper.sources, sending()));
  const traffic = createTraffic(machine);

  /** Measures every sink, moves those whose link asks for it. */
  async function look(counts: FanOutCounts): Promise<void> {
    const at = performance.now();
    const cares = [...cared.values()];
    // One that closes while it is asked is not measured.
    await Promise.allSettled(cares.map((care) => care.measure(counts.sinks.get(care.sink.id), at)));
    const { sources } = keeper;
    const ladders = fanOut.worker !== null;
    if (share) traffic.move({ at, share, sources, cares, modes, ladders });
    sources?.limitFps(machine.maxFps);
    sources?.tick(counts.sources, watched(cares), at);
    decide();
  }

  /** Decides who is fed by what. */
  function decide(): void {
    if (!share) return;
    const sinks = sending();
    const codec = roomCodec(sinks);
    modes = stepEngineModes(modes, {
      at: performance.now(),
      available: codec !== null,
      sinks: sinks.map((care) => sinkState(care, codec, traffic)),
    });
    if (modes.shared && codec) keeper.prepare(codec);
    for (const care of sinks) follow(care, modes, keeper.sources);
  }

  function roomCodec(sinks: readonly SinkCare[]): RoomCodec | null {
    return share && fanOut.worker && !keeper.refused ? codecFor(share, sinks, keeper.codec) : null;
  }

  /** Who comes when others are there begins on the rung: no switch right after the first picture. */
  function beginShared(): boolean {
    const sinks = sending();
    const codec = roomCodec(sinks);
    if (codec === null || !(modes.shared || sinks.some(({ sink }) => sink.connected))) return false;
    keeper.prepare(codec);
    return true;
  }

  const stop = repeat(TICK_MS, () => {
    if (busy || cared.size === 0 || !share) return;
    busy = true;
    fanOut.post({ type: 'count' });
  });

  const change = (part: Partial<EngineShare>) => void (share &&= { ...share, ...part });

  const engine: Engine = {
    addSink({ peer, connection, enqueue, report, decoding }) {
      const id = `${peer}/${nextId()}`;
      const sink = createSink({
        id,
        connection,
        post: fanOut.post,
        enqueue,
        beginShared,
        output: output(id),
        decoding,
        codecOrder: () => share?.codecs ?? [],
        changed: decide,
        closed() {
          keeper.sources?.forget(id);
          cared.delete(peer);
          decide();
        },
      });
      cared.set(peer, createSinkCare(sink, report));
      return sink;
    },
    share: (next) => keeper.begin((share = next)),
    adjust: (rungs) => (change({ rungs }), keeper.adjust(rungs)),
    replaceTrack: (track) => (change({ track }), keeper.replaceTrack(track)),
    hurry: (peer) => hurry.look(cared.get(peer)),
    pictureOf: (peer) => sharedPicture(cared.get(peer), keeper.sources, machine),
    shownTo: (peer) => cared.get(peer)?.shown ?? null,
    get uplink() {
      return traffic.uplink;
    },
    close() {
      stop();
      for (const part of [hurry, machine, keeper, dummy, fanOut]) part?.close();
    },
  };
  return { engine, started: fanOut.started };
}

/** @returns null for one who has an encoder of its own */
function sharedPicture(
  care: SinkCare | undefined,
  sources: RungSources | null,
  machine: Pick<MachineWatch, 'loadOf'>,
): SharedPicture | null {
  const source = care?.sink.source;
  const picture = source && sources?.picture(source);
  if (!picture) return null;
  const load = machine.loadOf(encoderId(source));
  const { sourceFps: capturedFps = null, encodeMs = null, hardware: hardwareEncoder = null } = load ?? {};
  return { ...picture, capturedFps, encodeMs, hardwareEncoder, sentFps: care.meter.sentFps };
}

function follow({ sink, rung, falling }: SinkCare, modes: EngineModes, sources: RungSources | null): void {
  if (modes.sinks.get(sink.id)?.kind !== 'rung') return sink.useOwn();
  const source = sources?.source(rung);
  // Before the answer the sink's codecs are not known; it is told when it is connected.
  if (source && sink.connected) sink.useRung(source, falling);
}

function codecsOf({ sink }: SinkCare): Omit<SinkCodecs, 'decoders'> {
  const negotiated = sink.codecs.flatMap((codec) => codecName(codec) ?? []);
  return { id: sink.id, current: sink.codec ?? negotiated[0] ?? null, negotiated };
}

function codecFor(
  { preset, codecs }: EngineShare,
  cares: readonly SinkCare[],
  present: RoomCodec | null,
): RoomCodec | null {
  const sinks = cares.map((care) => withDecoders(care, preset));
  return chooseRoomCodec(sinks, codecs, present).codec;
}

function withDecoders(care: SinkCare, preset: PresetId): SinkCodecs {
  const { decoding } = care.sink;
  return { ...codecsOf(care), decoders: decoding && decodersAt(decoding, preset) };
}

function sinkState(care: SinkCare, codec: RoomCodec | null, traffic: Traffic): SinkState {
  const { id, connected, codecs } = care.sink;
  const codecOk = codec !== null && (codecs.length === 0 || canCarry(codecsOf(care), codec));
  return { id, connected, codecOk, stuckMs: care.meter.stuckMs, outlier: traffic.isOutlier(id) };
}

/** Every encoder that runs: of the rungs, and of viewers that have one of their own. */
function runningEncoders(
  share: EngineShare | null,
  sources: RungSources | null,
  cares: readonly SinkCare[],
): readonly WatchedEncoder[] {
  if (!share) return [];
  const own = cares.filter(({ sink }) => sink.connected && !sink.source);
  const ownEncoders = own.map(({ sink, shown }) => ({
    id: sink.id,
    maxFps: shown?.fps ?? share.rungs[0]?.maxFramerate ?? 0,
    getStats: () => sink.getStats(),
  }));
  return [...(sources?.running() ?? []), ...ownEncoders];
}

function watched(cares: readonly SinkCare[]): Watched {
  const rungs = new Map<number, (number | null)[]>();
  for (const { sink, rung, estimate, wanted } of cares) {
    if (sink.source && sink.connected && !wanted.paused)
      rungs.set(rung, [...(rungs.get(rung) ?? []), estimate]);
  }
  return rungs;
}
