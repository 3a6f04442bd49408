/** Name of the picture's format wherever one is asked for. */
const STILL_TYPE = 'image/png';

/**
 * The frame that is shown now, in the size in which it came, whatever its size on the page.
 * @throws Error when there is no frame, or the picture is too large for a canvas
 */
export async function grabStill(video: HTMLVideoElement): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, STILL_TYPE);
  });
  if (!blob) throw new Error('no picture');
  return blob;
}

/** Whether this browser, on this page, has a clipboard for pictures: none has on a page without https. */
export function canCopyStill(): boolean {
  return 'ClipboardItem' in globalThis && isSecureContext;
}

/**
 * Call it from a click.
 * @throws DOMException NotAllowedError where the browser or the person refuses
 */
export async function copyStill(picture: Promise<Blob>): Promise<void> {
  // A promise within the item: Safari forgets the click while the picture is made.
  await navigator.clipboard.write([new ClipboardItem({ [STILL_TYPE]: picture })]);
}
