import type { SenderSettings } from '../core/encoding.ts';
import { SOUND_BITRATE } from '../core/sdp.ts';
import { reuse, type Outgoing, type VideoSender } from './video-sender.ts';

/** Sound breaks last: it goes before the picture, here and (by DSCP) in routers that look. */
const SOUND_ENCODING: RTCRtpEncodingParameters = {
  maxBitrate: SOUND_BITRATE,
  priority: 'high',
  networkPriority: 'high',
};

/** The senders of one connection: one transceiver for the picture, one for the sound, kept from share to share. */
export interface OutgoingMedia {
  /** Sends this from now on, or nothing. The connection then fires `negotiationneeded` by itself. */
  set(outgoing: Outgoing | null): Promise<void>;
  /** Changes bit rate, frame rate and scale of what is being sent, without negotiation. */
  apply(settings: SenderSettings): Promise<void>;
  /** Before the connection is closed. */
  close(): void;
}

/** @param makeVideo called when there is a picture to send for the first time */
export function createOutgoingMedia(
  connection: RTCPeerConnection,
  makeVideo: () => VideoSender,
): OutgoingMedia {
  let video: VideoSender | null = null;
  let audio: RTCRtpTransceiver | null = null;
  /** What `video` was made for. */
  let encodeOnce: boolean | null = null;

  async function setAudio(outgoing: Outgoing | null): Promise<void> {
    const [track = null] = outgoing?.stream.getAudioTracks() ?? [];
    if (audio) await reuse(audio, track, outgoing);
    else if (track && outgoing) {
      const { stream } = outgoing;
      audio = connection.addTransceiver(track, {
        direction: 'sendonly',
        streams: [stream],
        sendEncodings: [SOUND_ENCODING],
      });
    }
  }

  return {
    apply: async (settings) => video?.apply(settings),
    async set(outgoing) {
      if (outgoing && video && outgoing.encodeOnce !== encodeOnce) {
        video.retire();
        video = null;
      }
      if (outgoing) {
        video ??= makeVideo();
        ({ encodeOnce } = outgoing);
      }
      await video?.set(outgoing);
      await setAudio(outgoing);
    },
    close: () => video?.close(),
  };
}
