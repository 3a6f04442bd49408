import type { SenderSettings } from '../core/encoding.ts';
import { preferCodecs } from './codecs.ts';

/** What a Link sends. */
export interface Outgoing {
  readonly stream: MediaStream;
  readonly settings: SenderSettings;
}

/** The senders of one connection: one transceiver for the picture, one for the sound, kept from share to share. */
export interface OutgoingMedia {
  /** Sends this from now on, or nothing. The connection then fires `negotiationneeded` by itself. */
  set(outgoing: Outgoing | null): Promise<void>;
  /** Changes bit rate, frame rate and scale of what is being sent, without negotiation. */
  apply(settings: SenderSettings): Promise<void>;
}

export function createOutgoingMedia(connection: RTCPeerConnection): OutgoingMedia {
  let video: RTCRtpTransceiver | null = null;
  let audio: RTCRtpTransceiver | null = null;

  async function setVideo(track: MediaStreamTrack | null, outgoing: Outgoing | null): Promise<void> {
    if (!video && track && outgoing) {
      const { maxBitrate, maxFramerate, scaleResolutionDownBy } = outgoing.settings;
      video = connection.addTransceiver(track, {
        direction: 'sendonly',
        streams: [outgoing.stream],
        sendEncodings: [{ maxBitrate, maxFramerate, scaleResolutionDownBy }],
      });
      preferCodecs(video);
      return;
    }
    if (video) await reuse(video, track, outgoing);
  }

  async function setAudio(track: MediaStreamTrack | null, outgoing: Outgoing | null): Promise<void> {
    if (!audio && track && outgoing) {
      audio = connection.addTransceiver(track, { direction: 'sendonly', streams: [outgoing.stream] });
      return;
    }
    if (audio) await reuse(audio, track, outgoing);
  }

  async function apply(settings: SenderSettings): Promise<void> {
    if (!video) return;
    const parameters = video.sender.getParameters();
    const [encoding] = parameters.encodings;
    if (!encoding) return;
    encoding.maxBitrate = settings.maxBitrate;
    encoding.maxFramerate = settings.maxFramerate;
    encoding.scaleResolutionDownBy = settings.scaleResolutionDownBy;
    await video.sender.setParameters({
      ...parameters,
      degradationPreference: settings.degradationPreference,
    });
  }

  return {
    apply,
    async set(outgoing) {
      const [picture = null] = outgoing?.stream.getVideoTracks() ?? [];
      const [sound = null] = outgoing?.stream.getAudioTracks() ?? [];
      await setVideo(picture, outgoing);
      await setAudio(sound, outgoing);
      if (outgoing) await apply(outgoing.settings);
    },
  };
}

async function reuse(
  transceiver: RTCRtpTransceiver,
  track: MediaStreamTrack | null,
  outgoing: Outgoing | null,
): Promise<void> {
  await transceiver.sender.replaceTrack(track);
  if (outgoing) transceiver.sender.setStreams(outgoing.stream);
  transceiver.direction = track ? 'sendonly' : 'inactive';
}
