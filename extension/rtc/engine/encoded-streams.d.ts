/** Calls that Chromium has and TypeScript's library does not know. */

interface RTCEncodedStreams {
  readonly readable: ReadableStream<RTCEncodedVideoFrame>;
  readonly writable: WritableStream<RTCEncodedVideoFrame>;
}

interface RTCRtpSender {
  /**
   * Chromium's first form of encoded transforms. Without the connection's `encodedInsertableStreams` it must be called
   * in the turn that made the sender (Chrome 121 and later). Unlike an RTCRtpScriptTransform's, its writable takes
   * frames of other senders.
   */
  createEncodedStreams(): RTCEncodedStreams;
  /**
   * The standard's coming form (https://github.com/w3c/webrtc-encoded-transform/issues/211), in Chromium 156 behind
   * `--enable-blink-features=RTCEncodedSource`: the worker hears `rtcsenderencodedsource`. Only for a sender without a
   * track, and until it is given one, or none again. Refused with an OperationError otherwise.
   */
  createEncodedSource(worker: Worker): Promise<void>;
}

interface RTCSetParameterOptions {
  /** One for each encoding; see https://w3c.github.io/webrtc-extensions/#rtcencodingoptions. */
  encodingOptions?: { keyFrame: boolean }[];
}

interface RTCRtpEncodingParameters {
  /** https://w3c.github.io/webrtc-svc/ */
  scalabilityMode?: string;
  /** https://w3c.github.io/webrtc-extensions/#dom-rtcrtpencodingparameters-codec */
  codec?: RTCRtpCodec;
}
