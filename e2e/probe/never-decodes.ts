/**
 * Makes every viewer in the page one that receives and never decodes, as with a broken decoder: whatever arrives is
 * swallowed before the decoder. Runs before the page's own scripts.
 */
const SWALLOW = `onrtctransform = ({ transformer }) => { void transformer.readable.pipeTo(new WritableStream()); };`;

const worker = new Worker(URL.createObjectURL(new Blob([SWALLOW], { type: 'text/javascript' })));

/** Sets the trap for every connection that is made from now on. */
globalThis.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(options?: RTCConfiguration) {
    super(options);
    this.addEventListener('track', ({ receiver, track }) => {
      if (track.kind === 'video') receiver.transform = new RTCRtpScriptTransform(worker, {});
    });
  }
};
