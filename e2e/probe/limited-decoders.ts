/** What the viewers of a page can decode: one codec alone, or nothing at all although they claim to. */
export type Decodes = 'H264' | 'AV1' | 'VP9' | 'nothing';

declare global {
  // eslint-disable-next-line no-var -- a global of a script is declared with var
  var limitDecoders: (to: Decodes) => void;
}

const SWALLOW = `onrtctransform = ({ transformer }) => { void transformer.readable.pipeTo(new WritableStream()); };`;

/** As with a broken decoder: whatever arrives is swallowed before it. */
function breakDecoder(worker: Worker, { receiver }: RTCRtpTransceiver): void {
  receiver.transform = new RTCRtpScriptTransform(worker, {});
}

/** As a browser without the others answers. */
function allowOnly(codec: string, transceiver: RTCRtpTransceiver): void {
  const mimeTypes = [`video/${codec}`, 'video/rtx'];
  const codecs = RTCRtpReceiver.getCapabilities('video')?.codecs ?? [];
  transceiver.setCodecPreferences(codecs.filter(({ mimeType }) => mimeTypes.includes(mimeType)));
}

/** Holds for every connection that the page makes from now on. */
globalThis.limitDecoders = (to) => {
  const worker =
    to === 'nothing' && new Worker(URL.createObjectURL(new Blob([SWALLOW], { type: 'text/javascript' })));
  globalThis.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(options?: RTCConfiguration) {
      super(options);
      // Fired while the offer is taken, so before the answer is made.
      this.addEventListener('track', ({ transceiver, track }) => {
        if (track.kind !== 'video') return;
        if (worker) breakDecoder(worker, transceiver);
        else allowOnly(to, transceiver);
      });
    }
  };
};
