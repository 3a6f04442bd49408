/**
 * bit/s that a new connection starts at instead of Chromium's 300 kbit/s, with which the first seconds of a text are
 * a blur. Bandwidth estimation takes it down again within a few reports where the link is worse.
 */
export const START_BITRATE = 2_500_000;

/**
 * bit/s that bandwidth estimation may look for, twice the greatest preset. Without any, Chromium probes for no more than
 * 5 Mbps (`kDefaultMaxProbingBitrate` in WebRTC's probe_controller.cc): a share that sends less than that of late, as a
 * quiet page does, has its key frames paced as if the link were that thin, and its viewers kept from the larger rungs.
 */
const PROBED_BITRATE = 120_000_000;

const CODEC = /^a=rtpmap:(\d+) (?:(?:VP8|VP9|H264|AV1)\/90000|opus\/48000)/;

/**
 * Tells bandwidth estimation where to start and how far to look: adds Chromium's `x-google-start-bitrate` and
 * `x-google-max-bitrate` to every codec of a remote description (they are read there, by the side that sends; other
 * browsers ignore them). To Opus as well: both are the connection's, and the medium that is described last sets them
 * (`SetSdpBitrateParameters` in WebRTC's webrtc_voice_engine.cc).
 * @param maxBitrate bit/s, the preset's ceiling
 */
export function withEstimationRange(sdp: string, maxBitrate: number): string {
  return withParameters(sdp, {
    'x-google-start-bitrate': kbps(Math.min(START_BITRATE, maxBitrate)),
    'x-google-max-bitrate': kbps(PROBED_BITRATE),
  });
}

/**
 * Makes a loopback's sender believe in one bit rate for good: none of its packets is ever sent, so there is nothing
 * to estimate from. More than any encoder is told, which thus gets what it is told, also when its picture grows. Goes
 * into the remote description, as above.
 */
export function withPinnedBitrate(sdp: string): string {
  const pinned = kbps(PROBED_BITRATE);
  return withParameters(sdp, {
    'x-google-start-bitrate': pinned,
    'x-google-min-bitrate': pinned,
    'x-google-max-bitrate': pinned,
  });
}

function kbps(bitrate: number): number {
  return Math.round(bitrate / 1000);
}

/** Adds format parameters to every codec of a description, but for the helpers (retransmission, FEC). */
function withParameters(sdp: string, added: Readonly<Record<string, number>>): string {
  const parameters = Object.entries(added)
    .map(([name, value]) => `${name}=${value}`)
    .join(';');
  const lines = sdp.split('\r\n');
  const payloads = new Set(lines.flatMap((line) => CODEC.exec(line)?.[1] ?? []));
  const described = new Set<string>();
  const extended = lines.map((line) => {
    const payload = /^a=fmtp:(\d+) /.exec(line)?.[1];
    if (payload === undefined || !payloads.has(payload)) return line;
    described.add(payload);
    return `${line};${parameters}`;
  });
  return extended
    .flatMap((line) => {
      const payload = CODEC.exec(line)?.[1];
      if (payload === undefined || described.has(payload)) return [line];
      return [line, `a=fmtp:${payload} ${parameters}`];
    })
    .join('\r\n');
}

/** bit/s of Opus for shared sound: transparent for music in stereo. */
export const SOUND_BITRATE = 128_000;

/**
 * Makes an answer ask for stereo sound: Chromium sends, and decodes, one channel unless the answer's Opus says so.
 * In-band FEC stays on, DTX off: it cuts quiet music.
 */
export function withStereoSound(sdp: string): string {
  const opus = /^a=rtpmap:(\d+) opus\/48000/m.exec(sdp)?.[1];
  if (opus === undefined) return sdp;
  const wanted = `stereo=1;sprop-stereo=1;maxaveragebitrate=${SOUND_BITRATE};useinbandfec=1;usedtx=0`;
  const asked = new Set(wanted.split(';').map((parameter) => parameter.split('=')[0]));
  return sdp.replace(new RegExp(`^a=fmtp:${opus} (.*)$`, 'm'), (_line, parameters: string) => {
    const kept = parameters
      .trim()
      .split(';')
      .filter((parameter) => !asked.has(parameter.trim().split('=')[0]));
    return `a=fmtp:${opus} ${[...kept, wanted].join(';')}`;
  });
}

/**
 * Tells descriptions of one connection from those of another: it is the same for the whole life of a connection
 * (JSEP, RFC 9429, section 5.2.1).
 * @returns empty where there is none
 */
export function sdpSession(sdp: string): string {
  return /^o=\S+ (\d+) /m.exec(sdp)?.[1] ?? '';
}

/** How many sections of media, data among them, a description has. */
export function mediaSections(sdp: string): number {
  return sdp.match(/^m=/gm)?.length ?? 0;
}
