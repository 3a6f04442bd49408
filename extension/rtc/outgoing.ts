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
  /** The stream that is being sent has other tracks now. Only sound where there was none has to be negotiated. */
  replaceTracks(): Promise<void>;
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
  let current: Outgoing | null = null;

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

  /** Silence is no reason to negotiate: a sender without a track sends nothing. */
  async function replaceAudio(outgoing: Outgoing): Promise<void> {
    const [track = null] = outgoing.stream.getAudioTracks();
    if (audio && track === null) await audio.sender.replaceTrack(null);
    else await setAudio(outgoing);
  }

  return {
    apply: async (settings) => video?.apply(settings),
    async replaceTracks() {
      if (!current) return;
      await video?.replaceTrack();
      await replaceAudio(current);
    },
    async set(outgoing) {
      current = outgoing;
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
