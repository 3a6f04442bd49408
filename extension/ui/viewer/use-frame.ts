import { useEffect, useState, type RefObject } from 'react';
import type { Frame } from '../../core/zoom.ts';

/**
 * The space on the page, the picture's size, and the screen's pixels, as they change.
 * @param stage the element that the video fills
 * @returns null while there is no picture
 */
export function useFrame(
  stage: RefObject<HTMLElement | null>,
  video: RefObject<HTMLVideoElement | null>,
  stream: MediaStream | null,
): Frame | null {
  const [frame, setFrame] = useState<Frame | null>(null);
  useEffect(() => {
    const [room, picture] = [stage.current, video.current];
    if (!room || !picture || !stream) return;
    const measure = () => setFrame(frameOf(room, picture));
    measure();
    const sizes = new ResizeObserver(measure);
    sizes.observe(room);
    picture.addEventListener('resize', measure);
    picture.addEventListener('loadeddata', measure);
    // Another zoom of the browser, or another screen, changes the ratio of pixels: both resize the window as well.
    addEventListener('resize', measure);
    return () => {
      sizes.disconnect();
      picture.removeEventListener('resize', measure);
      picture.removeEventListener('loadeddata', measure);
      removeEventListener('resize', measure);
      setFrame(null);
    };
  }, [stage, video, stream]);
  return frame;
}

function frameOf({ clientWidth, clientHeight }: HTMLElement, video: HTMLVideoElement): Frame | null {
  const { videoWidth, videoHeight } = video;
  if (videoWidth === 0 || videoHeight === 0 || clientWidth === 0 || clientHeight === 0) return null;
  return {
    picture: { width: videoWidth, height: videoHeight },
    room: { width: clientWidth, height: clientHeight },
    pixelRatio: devicePixelRatio,
  };
}
