/** What an RTP packet says of the frame that it belongs to (RFC 3550, section 5.1). */
interface Packet {
  readonly sequence: number;
  readonly timestamp: number;
  /** The last of its frame. */
  readonly marker: boolean;
  readonly payload: Uint8Array;
}

/** A frame whose packets have all come. */
export interface ReceivedFrame {
  /** ms since the epoch, of its last packet */
  readonly at: number;
  readonly key: boolean;
  readonly bytes: number;
}

export type RtpCodec = 'H264' | 'AV1' | 'VP9';

/** Puts packets together to frames, as a receiver does that neither asks again for what is lost nor waits for it. */
export interface FrameAssembly {
  /** Packets that never came, or too late. */
  readonly lost: number;
  /** @param at ms since the epoch @returns the frame that is whole with this packet */
  add(packet: Uint8Array, at: number): ReceivedFrame | null;
  /** Something is missing: nothing more could be decoded before a key frame. */
  readonly broken: boolean;
}

const SEQUENCES = 2 ** 16;

export function createFrameAssembly(codec: RtpCodec): FrameAssembly {
  let expected: number | null = null;
  let lost = 0;
  let broken = true;
  let frame: { readonly timestamp: number; key: boolean; bytes: number } | null = null;

  return {
    get lost() {
      return lost;
    },
    get broken() {
      return broken;
    },
    add(data, at) {
      const packet = parsePacket(data);
      if (!packet || packet.payload.length === 0) return null;
      const { sequence, timestamp, payload, marker } = packet;
      const missing = expected === null ? 0 : (sequence - expected + SEQUENCES) % SEQUENCES;
      // More than half the numbers ahead is behind: it was overtaken, and counts as lost already.
      if (missing > SEQUENCES / 2) return null;
      expected = (sequence + 1) % SEQUENCES;
      lost += missing;
      if (missing > 0) [broken, frame] = [true, null];
      if (frame?.timestamp !== timestamp) frame = { timestamp, key: beginsKey(codec, payload), bytes: 0 };
      frame.bytes += payload.length;
      if (!marker) return null;
      const { key, bytes } = frame;
      frame = null;
      if (key) broken = false;
      return broken ? null : { at, key, bytes };
    },
  };
}

/** @returns null for what is no RTP: RTCP shares its port (RFC 5761, section 4) */
function parsePacket(data: Uint8Array): Packet | null {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  if (data.length < 12) return null;
  const type = view.getUint8(1);
  if (view.getUint8(0) >> 6 !== 2 || (type >= 192 && type <= 223)) return null;
  const [flags, sources] = [view.getUint8(0), view.getUint8(0) & 0x0f];
  let offset = 12 + 4 * sources;
  if (flags & 0x10 && offset + 4 <= data.length) offset += 4 + 4 * view.getUint16(offset + 2);
  const padding = flags & 0x20 ? view.getUint8(data.length - 1) : 0;
  return {
    sequence: view.getUint16(2),
    timestamp: view.getUint32(4),
    marker: type >= 128,
    payload: data.subarray(offset, Math.max(offset, data.length - padding)),
  };
}

/** Whether a frame whose first packet this is can be decoded by itself. */
function beginsKey(codec: RtpCodec, payload: Uint8Array): boolean {
  const [first = 0, second = 0] = payload;
  switch (codec) {
    case 'H264':
      return beginsH264Key(payload);
    // `N` of the aggregation header: https://aomediacodec.github.io/av1-rtp-spec/#44-av1-aggregation-header
    case 'AV1':
      return (first & 0x08) !== 0;
    // RFC 9628, section 4.2: not `P`, predicted from others; in all spatial layers' first, SID is 0.
    case 'VP9':
      return (first & 0x40) === 0 && (second & 0x0e) === 0;
  }
}

const NAL = { idr: 5, sps: 7, aggregated: 24, fragment: 28 };

/** RFC 6184: before each IDR picture a sequence parameter set is sent, alone or aggregated. */
function beginsH264Key(payload: Uint8Array): boolean {
  const type = nalType(payload[0]);
  if (type === NAL.aggregated) return nalType(payload[3]) === NAL.sps;
  if (type === NAL.fragment) return nalType(payload[1]) === NAL.idr;
  return type === NAL.sps || type === NAL.idr;
}

function nalType(byte = 0): number {
  return byte & 0x1f;
}
