import type { MicrophoneTrouble } from '../core/share-control.ts';

/** An open microphone. Its opener closes it. */
export interface Microphone {
  readonly track: MediaStreamTrack;
  /** What the browser calls it. */
  readonly label: string;
  close(): void;
}

/** Voice is cleaned up; the shared sound it is mixed with is not. */
const VOICE: MediaTrackConstraints = {
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
};

/**
 * Opens a microphone. An offscreen document cannot ask for the permission: there it must have been given before.
 * @param device its id; empty for the browser's default, which also stands in for one that is not there
 * @param unplugged it went away
 * @returns what is the matter, where it cannot be opened
 */
export async function openMicrophone(
  device: string,
  unplugged: () => void,
): Promise<Microphone | MicrophoneTrouble> {
  if (!('mediaDevices' in navigator)) return 'missing';
  const audio = { ...VOICE, ...(device && { deviceId: { ideal: device } }) };
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio });
    const [track] = stream.getAudioTracks();
    if (!track) return 'missing';
    track.addEventListener('ended', unplugged);
    const close = () => {
      track.removeEventListener('ended', unplugged);
      track.stop();
    };
    return { track, label: track.label, close };
  } catch (cause) {
    // https://w3c.github.io/mediacapture-main/#dom-mediadevices-getusermedia: anything but a refusal means no device.
    return cause instanceof Error && cause.name === 'NotAllowedError' ? 'denied' : 'missing';
  }
}

/** Tells when devices come or go, or are allowed. @returns ends that */
export function watchDevices(changed: () => void): () => void {
  if (!('mediaDevices' in navigator)) return () => undefined;
  const scope = new AbortController();
  navigator.mediaDevices.addEventListener('devicechange', changed, { signal: scope.signal });
  void navigator.permissions
    .query({ name: 'microphone' })
    .then((status) => status.addEventListener('change', changed, { signal: scope.signal }))
    // Not every browser tells.
    .catch(() => undefined);
  return () => scope.abort();
}
