/** Whether this page can ask for a screen: not on phones, nor on a plain-http page (no `mediaDevices` there). */
export function canCaptureDisplay(): boolean {
  return 'mediaDevices' in navigator && 'getDisplayMedia' in navigator.mediaDevices;
}
