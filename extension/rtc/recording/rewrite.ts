import {
  BlobSource,
  EncodedAudioPacketSource,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  Input,
  MATROSKA,
  MP4,
  Mp4OutputFormat,
  Output,
  StreamTarget,
  WEBM,
  WebMOutputFormat,
  type EncodedPacket,
} from 'mediabunny';
import { parseRecordingName } from '../../core/recording/file-name.ts';

/** The packets of one track, on their way from one file into the other. */
interface Lane {
  /** null after the last */
  next: EncodedPacket | null;
  advance(): Promise<void>;
  /** Hands `next` over. */
  put(packet: EncodedPacket): Promise<void>;
}

/**
 * Writes the same packets into another file, with a length and an index. Where the file breaks off (its page crashed in
 * the middle of a write) the other one ends.
 * @param progress share that is done, 0–1
 * @throws Error where there is nothing to read, DOMException QuotaExceededError
 */
export async function rewrite(
  file: File,
  into: FileSystemFileHandle,
  progress: (share: number) => void,
): Promise<void> {
  const input = new Input({ source: new BlobSource(file), formats: [MP4, WEBM, MATROSKA] });
  const isMp4 = parseRecordingName(file.name)?.extension === 'mp4';
  const output = new Output({
    format: isMp4 ? new Mp4OutputFormat({ fastStart: false }) : new WebMOutputFormat(),
    target: new StreamTarget(await into.createWritable(), { chunked: true }),
  });
  try {
    const lanes = [await videoLane(input, output), await audioLane(input, output)].filter(
      (lane) => lane !== null,
    );
    await output.start();
    await copyPackets(lanes, (bytes) => progress(Math.min(1, bytes / file.size)));
    await output.finalize();
  } catch (error) {
    await output.cancel().catch(() => undefined);
    throw error;
  } finally {
    input.dispose();
  }
}

async function videoLane(input: Input, output: Output): Promise<Lane | null> {
  const track = await input.getPrimaryVideoTrack();
  const codec = await track?.getCodec();
  const decoderConfig = await track?.getDecoderConfig();
  if (!track || !codec || !decoderConfig) throw new Error('a recording without a picture');
  const source = new EncodedVideoPacketSource(codec);
  output.addVideoTrack(source);
  return openLane(new EncodedPacketSink(track), (packet) => source.add(packet, { decoderConfig }));
}

async function audioLane(input: Input, output: Output): Promise<Lane | null> {
  const track = await input.getPrimaryAudioTrack();
  const codec = await track?.getCodec();
  const decoderConfig = await track?.getDecoderConfig();
  if (!track || !codec || !decoderConfig) return null;
  const source = new EncodedAudioPacketSource(codec);
  output.addAudioTrack(source);
  return openLane(new EncodedPacketSink(track), (packet) => source.add(packet, { decoderConfig }));
}

async function openLane(sink: EncodedPacketSink, put: Lane['put']): Promise<Lane> {
  const packets = sink.packets();
  const lane: Lane = {
    next: null,
    put,
    async advance() {
      const { value } = await packets.next().catch(() => ({ value: undefined }));
      lane.next = value ?? null;
    },
  };
  await lane.advance();
  return lane;
}

/** In the order of time, so that neither track waits in memory for the other. @param copied bytes so far */
async function copyPackets(lanes: readonly Lane[], copied: (bytes: number) => void): Promise<void> {
  let bytes = 0;
  for (;;) {
    const [first] = lanes
      .filter((lane) => lane.next !== null)
      .toSorted((a, b) => (a.next?.timestamp ?? 0) - (b.next?.timestamp ?? 0));
    const packet = first?.next;
    if (!first || !packet) return;
    // oxlint-disable-next-line no-await-in-loop -- one packet after the other
    await first.put(packet);
    bytes += packet.byteLength;
    copied(bytes);
    // oxlint-disable-next-line no-await-in-loop -- one packet after the other
    await first.advance();
  }
}
