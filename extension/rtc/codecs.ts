/**
 * Order in which a sender offers its codecs. H264 first: the one that every browser decodes and that most machines
 * encode in hardware. Reordered, never cut: a browser without the first still finds one it has.
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
