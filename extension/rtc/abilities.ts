/** What this page can do, apart from the code that does it: that is loaded when somebody shares. */

/** Whether it can ask for a screen: not on phones, nor on a plain-http page (no `mediaDevices` there). */
export function canCaptureDisplay(): boolean {
  return 'mediaDevices' in navigator && 'getDisplayMedia' in navigator.mediaDevices;
}

/** Whether it can send a part of a capture, see `createCrop`. */
export function canCrop(): boolean {
  return 'MediaStreamTrackGenerator' in globalThis && 'MediaStreamTrackProcessor' in globalThis;
}
