import type { VideoCodec } from '../core/codec-choice.ts';
import type { SenderSettings } from '../core/encoding.ts';
import type { PresetId } from '../core/presets.ts';
import type { Rung } from '../core/rungs.ts';

/** What a Link sends. */
export interface Outgoing {
  /** The same for a whole share, whatever its tracks are at a time. */
  readonly stream: MediaStream;
  readonly settings: SenderSettings;
  /** The encodings that viewers may share, best first. */
  readonly rungs: readonly Rung[];
  /** Viewers share encoders; else each has one of its own. */
  readonly encodeOnce: boolean;
  /** The sharer's order of codecs. */
  readonly codecs: readonly VideoCodec[];
  readonly preset: PresetId;
}

/** What changes with the size of the source. */
export type Encodings = Pick<Outgoing, 'settings' | 'rungs'>;

/** Sends the picture on one connection, over one transceiver that is kept from share to share. */
export interface VideoSender {
  /** Sends this from now on, or nothing. The connection then fires `negotiationneeded` by itself. */
  set(outgoing: Outgoing | null): Promise<void>;
  /** Changes bit rate, frame rate and scale of what is being sent, without negotiation. */
  apply(settings: SenderSettings): Promise<void>;
  /** The picture of what is being sent is another track now: sends that, without negotiation. */
  replaceTrack(): Promise<void>;
  /** Before the connection is closed. */
  close(): void;
  /** Before another takes its place on the connection. */
  retire(): void;
}

/** @param track the capture, or what is sent instead of it for now; null = nothing */
export function addVideo(
  connection: RTCPeerConnection,
  track: MediaStreamTrack | null,
  { stream, settings }: Outgoing,
): RTCRtpTransceiver {
  const { maxBitrate, maxFramerate, scaleResolutionDownBy } = settings;
  return connection.addTransceiver(track ?? 'video', {
    direction: 'sendonly',
    streams: [stream],
    sendEncodings: [{ maxBitrate, maxFramerate, scaleResolutionDownBy }],
  });
}

/** Sends another track, or none, over a transceiver that is there already. */
export async function reuse(
  transceiver: RTCRtpTransceiver,
  track: MediaStreamTrack | null,
  outgoing: Outgoing | null,
): Promise<void> {
  await transceiver.sender.replaceTrack(track);
  direct(transceiver, track !== null, outgoing);
}

/** Says what the other side is told of a transceiver that is there already. */
export function direct(transceiver: RTCRtpTransceiver, sends: boolean, outgoing: Outgoing | null): void {
  if (outgoing) transceiver.sender.setStreams(outgoing.stream);
  transceiver.direction = sends ? 'sendonly' : 'inactive';
}

/** Tells an encoder its limits. Before the first answer there are no encodings to tell: nothing happens. */
export async function applySettings(
  sender: RTCRtpSender,
  settings: Omit<SenderSettings, 'contentHint'>,
  more: { readonly codec?: RTCRtpCodec; readonly keyFrame?: boolean; readonly active?: boolean } = {},
): Promise<void> {
  const { degradationPreference, maxBitrate, maxFramerate, scaleResolutionDownBy } = settings;
  const parameters = sender.getParameters();
  const [encoding] = parameters.encodings;
  if (!encoding) return;
  Object.assign(encoding, { maxBitrate, maxFramerate, scaleResolutionDownBy });
  if (more.codec) encoding.codec = more.codec;
  if (more.active !== undefined) encoding.active = more.active;
  const options = more.keyFrame ? { encodingOptions: [{ keyFrame: true }] } : undefined;
  await sender.setParameters({ ...parameters, degradationPreference }, options);
}
