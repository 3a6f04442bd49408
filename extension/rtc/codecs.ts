/**
 * Order in which a sender offers its codecs. H264 first: most machines encode it in hardware, and in software it had
 * the lowest delay. `npm run demo` on two idle cores, one viewer at 1080p30, each codec first in turn, two interleaved
 * rounds: H264 16.7 and 15.9 fps at 116 and 131 ms, VP8 14.5 and 16.9 at 171 and 147, VP9 15.7 and 15.3 at 179 and 194,
 * AV1 11.1 and 12.5 at 251 and 232. Two rounds rank the delay, and AV1 last; they do not rank the frame rates of the
 * other three. Reordered, never cut: a browser without the first (a Firefox without OpenH264) still finds one it has.
 */
const ORDER = ['video/H264', 'video/VP9', 'video/VP8', 'video/AV1'];

/** Tells a transceiver the order of codecs, before its offer is made. */
export function preferCodecs(transceiver: RTCRtpTransceiver): void {
  const codecs = RTCRtpSender.getCapabilities('video')?.codecs;
  // Firefox before 128 has no setCodecPreferences.
  if (!codecs || !('setCodecPreferences' in transceiver)) return;
  transceiver.setCodecPreferences(codecs.toSorted((one, other) => rank(one) - rank(other)));
}

function rank(codec: RTCRtpCodec): number {
  const place = ORDER.indexOf(codec.mimeType);
  // rtx, red and ulpfec go last, in the browser's own order; packetization mode 1 before the small frames of mode 0.
  if (place === -1) return ORDER.length;
  return codec.sdpFmtpLine?.includes('packetization-mode=0') ? place + 0.5 : place;
}
