import type { RtpCodec } from './rtp-frames.ts';

/**
 * An offer as a receiver answers it that takes one codec, tells its bandwidth by REMB, and asks for nothing again.
 * libdatachannel says back whatever it is offered; transport-cc it would promise and never send, and the estimate of
 * Chromium's sender would decay.
 */
export function narrowOffer(sdp: string, codec: RtpCodec): string {
  return sdp
    .split(/(?=^m=)/m)
    .map((section) => (section.startsWith('m=video') ? onlyCodec(section, codec) : section))
    .join('')
    .split('\r\n')
    .filter((line) => !/^a=(rtcp-fb:\d+ (transport-cc|nack$)|extmap:)/.test(line))
    .join('\r\n');
}

function onlyCodec(section: string, codec: RtpCodec): string {
  const wanted = new RegExp(`^a=rtpmap:(\\d+) ${codec}/90000`, 'm').exec(section)?.[1];
  if (wanted === undefined) throw new Error(`${codec} is not offered`);
  return section
    .replace(/^(m=video \d+ \S+) .*$/m, `$1 ${wanted}`)
    .split('\r\n')
    .filter((line) => {
      const payload = /^a=(?:rtpmap|fmtp|rtcp-fb):(\d+) /.exec(line)?.[1];
      return payload === undefined || payload === wanted;
    })
    .join('\r\n');
}
