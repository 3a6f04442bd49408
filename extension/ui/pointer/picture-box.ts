import { FITTED, placePicture, type Place } from '../../core/zoom.ts';

/** Where the picture itself lies, bars excepted, in px of the window. @returns null while there is none */
export function pictureBox(video: HTMLVideoElement): Place | null {
  const { videoWidth, videoHeight } = video;
  const { x, y, width, height } = video.getBoundingClientRect();
  if (videoWidth === 0 || videoHeight === 0 || width === 0 || height === 0) return null;
  const picture = { width: videoWidth, height: videoHeight };
  const place = placePicture(FITTED, { picture, room: { width, height }, pixelRatio: 1 });
  return { ...place, x: place.x + x, y: place.y + y };
}
