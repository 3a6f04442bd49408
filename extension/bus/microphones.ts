/** Whether this browser lets Porthole use a microphone. */
type MicrophonePermission = 'granted' | 'denied' | 'prompt';

export interface Microphones {
  readonly permission: MicrophonePermission;
  /** What there is to choose from; without names before it is allowed. */
  readonly devices: readonly { readonly id: string; readonly label: string }[];
}

/** Chromium's stand-ins for whatever is the system's own choice: offered as "default" already. */
const STAND_INS = new Set(['default', 'communications']);

export async function readMicrophones(): Promise<Microphones> {
  if (!('mediaDevices' in navigator)) return { permission: 'denied', devices: [] };
  const [permission, devices] = await Promise.all([
    microphonePermission(),
    navigator.mediaDevices.enumerateDevices(),
  ]);
  const inputs = devices.filter(
    ({ kind, deviceId, label }) => kind === 'audioinput' && label !== '' && !STAND_INS.has(deviceId),
  );
  return { permission, devices: inputs.map(({ deviceId, label }) => ({ id: deviceId, label })) };
}

/** Tells when one comes or goes, or is allowed. @returns ends that */
export function watchMicrophones(changed: () => void): () => void {
  if (!('mediaDevices' in navigator)) return () => undefined;
  const scope = new AbortController();
  navigator.mediaDevices.addEventListener('devicechange', changed, { signal: scope.signal });
  void navigator.permissions
    .query({ name: 'microphone' })
    .then((status) => status.addEventListener('change', changed, { signal: scope.signal }))
    // Not every browser tells: then the devices' own event has to do.
    .catch(() => undefined);
  return () => scope.abort();
}

/** Asks for the permission. Call it from a click on a page: popups and offscreen documents cannot ask. */
export async function askForMicrophone(): Promise<boolean> {
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    for (const track of stream.getTracks()) track.stop();
    return true;
  } catch {
    return false;
  }
}

/** It is asked for anew each time: a person may change it at any moment. */
export async function microphonePermission(): Promise<MicrophonePermission> {
  const status = await navigator.permissions.query({ name: 'microphone' }).catch(() => null);
  return status?.state ?? 'prompt';
}
