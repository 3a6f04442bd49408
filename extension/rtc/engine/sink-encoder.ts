import type { SenderSettings } from '../../core/encoding.ts';
import { ownSettings, type OwnLimit } from '../../core/own-settings.ts';
import { preferCodecs } from '../codecs.ts';
import { addVideo, applySettings, direct, type Outgoing } from '../video-sender.ts';
import type { SinkOptions } from './sink.ts';

/** A sink's own sender: its encoder works on the capture, or on a dummy while a rung's frames are sent through it. */
export interface SinkEncoder {
  readonly transceiver: RTCRtpTransceiver | null;
  /** What is to be sent; null = nothing. */
  readonly outgoing: Outgoing | null;
  /** It works on the capture. */
  readonly own: boolean;
  set(outgoing: Outgoing | null): Promise<void>;
  apply(settings: SenderSettings): Promise<void>;
  /** The capture is another track. */
  replaceTrack(): Promise<void>;
  /** @param codec to change to, on the way to a rung */
  swap(toOwn: boolean, codec?: RTCRtpCodec): void;
  /** Has it make a key frame, if it works on the capture. */
  requestKey(): void;
  /** Has the browser look at once for what the link carries beyond its estimate. */
  probe(): void;
  /** Throws away what waits to be sent, where a rung's frames go through it; resolves when it sends again. */
  flush(): Promise<void>;
  /** Encodes nothing meanwhile, if it works on the capture. */
  setPaused(paused: boolean): void;
  /** Holds it to this whenever it works on the capture. @returns whether that makes its picture smaller now */
  limitOwn(limit: OwnLimit): boolean;
}

type EncoderOptions = Pick<SinkOptions, 'connection' | 'output' | 'enqueue' | 'beginShared' | 'codecOrder'>;

/** The estimate must be able to rise above what the rung sends: room for the probes of the dummy's sender. */
const PROBE_ROOM = 1.6;
/** A change of the ceiling is what makes Chromium probe (ProbeController::OnMaxTotalAllocatedBitrate). */
const PROBE_STEP = 0.1;

/** @param began it sends the capture from now on */
export function createSinkEncoder(options: EncoderOptions, began: () => void): SinkEncoder {
  const { connection, output, enqueue } = options;
  let transceiver: RTCRtpTransceiver | null = null;
  let outgoing: Outgoing | null = null;
  let own = true;
  let paused = false;
  let limit: OwnLimit | null = null;
  let raised = false;

  function capture(): MediaStreamTrack | null {
    return outgoing?.stream.getVideoTracks()[0] ?? null;
  }

  /** Puts the capture before the encoder, or lets it send a rung's frames. */
  async function feed(sender: RTCRtpSender): Promise<void> {
    if (own || !outgoing) await sender.replaceTrack(capture());
    else await output.share(sender);
  }

  async function tune(keyFrame: boolean, codec?: RTCRtpCodec): Promise<void> {
    if (!transceiver || !outgoing) return;
    const { settings } = outgoing;
    const told = own ? ownSettings(settings, limit) : dummySettings(settings, raised);
    const active = !(own && paused);
    await applySettings(transceiver.sender, told, { keyFrame, active, ...(codec && { codec }) });
  }

  function begin(picture: Outgoing): void {
    if (!capture()) return;
    own = !options.beginShared();
    transceiver = own
      ? addVideo(connection, capture(), picture)
      : addVideo(connection, output.filler(), withDummySettings(picture));
    const { sender } = transceiver;
    // In the same turn, or Chromium sends the encoder's frames itself.
    output.attach(sender);
    preferCodecs(transceiver, options.codecOrder());
    if (own) began();
    else enqueue(() => output.share(sender));
  }

  return {
    get transceiver() {
      return transceiver;
    },
    get outgoing() {
      return outgoing;
    },
    get own() {
      return own;
    },
    async set(next) {
      outgoing = next;
      if (transceiver) {
        own = !(next && options.beginShared());
        await feed(transceiver.sender);
        direct(transceiver, capture() !== null, next);
        if (own) began();
        await tune(true);
      } else if (next) begin(next);
    },
    async apply(settings) {
      if (!outgoing) return;
      outgoing = { ...outgoing, settings };
      await tune(false);
    },
    async replaceTrack() {
      if (own && outgoing) await transceiver?.sender.replaceTrack(capture());
    },
    swap(toOwn, codec) {
      own = toOwn;
      enqueue(async () => {
        if (!transceiver || !outgoing || own !== toOwn) return;
        // The capture scaled down is never to be seen at its full size, which the limits of the dummy would let through.
        if (isScaled(limit)) {
          await transceiver.sender.replaceTrack(null);
          if (own) await tune(false);
        }
        // The limits of the dummy first: an encoder must not see the capture with them, nor the dummy scaled down.
        if (!own) await tune(false, codec);
        await feed(transceiver.sender);
        await tune(true, own ? undefined : codec);
      });
    },
    requestKey() {
      if (own && !paused) enqueue(() => tune(true));
    },
    probe() {
      if (own) return;
      raised = !raised;
      enqueue(() => tune(false));
    },
    flush: () => whenDone(enqueue, () => switchOffAndOn(own ? null : transceiver, outgoing)),
    setPaused(next) {
      paused = next;
      if (own) enqueue(() => tune(!paused));
    },
    limitOwn(next) {
      const before = limit;
      limit = next;
      if (!own || isSameLimit(before, next)) return false;
      const smaller = before !== null && next.rung.lines < before.rung.lines;
      enqueue(() => tune(smaller));
      return smaller;
    },
  };
}

/** @returns resolves when the operation has run, however it ended */
function whenDone(enqueue: EncoderOptions['enqueue'], operation: () => Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    enqueue(() => operation().finally(resolve));
  });
}

/** Chromium's pacer forgets a stream that is switched off (RtpVideoSender::SetModuleIsActive, RemovePacketsForSsrc). */
async function switchOffAndOn(
  transceiver: RTCRtpTransceiver | null,
  outgoing: Outgoing | null,
): Promise<void> {
  if (!transceiver || !outgoing) return;
  const told = dummySettings(outgoing.settings);
  await applySettings(transceiver.sender, told, { active: false });
  await applySettings(transceiver.sender, told, { active: true });
}

function isScaled(limit: OwnLimit | null): boolean {
  return limit !== null && limit.rung.scaleResolutionDownBy > 1;
}

function isSameLimit(one: OwnLimit | null, other: OwnLimit): boolean {
  return one?.rung === other.rung && one.maxFps === other.maxFps && one.target === other.target;
}

/** The dummy is tiny; its ceiling is what lets the connection's estimate rise. */
function dummySettings(settings: SenderSettings, raised = false): SenderSettings {
  const room = raised ? PROBE_ROOM + PROBE_STEP : PROBE_ROOM;
  return { ...settings, maxBitrate: Math.round(settings.maxBitrate * room), scaleResolutionDownBy: 1 };
}

function withDummySettings(outgoing: Outgoing): Outgoing {
  return { ...outgoing, settings: dummySettings(outgoing.settings) };
}
