import type { Size } from '../core/encoding.ts';
import type { ContentHint } from '../core/presets.ts';
import type { Region } from '../core/region.ts';
import { createCrop, type Crop } from './crop.ts';
import { createPauseCard, type PauseCard } from './pause-card.ts';
import { createShareSound, type ShareSound } from './share-sound.ts';

/**
 * What leaves of a share: one stream for its whole life, whose tracks are exchanged. The picture is the capture, a
 * region of it, or the card of a pause; the sound that of the capture, or mixed with a microphone, or none in a pause.
 */
export interface ShareStream {
  readonly stream: MediaStream;
  /** The same tracks in another stream whenever they are others: who plays or records it sees that it changed. */
  readonly shown: MediaStream;
  readonly region: Region | null;
  /** px of the region as it was cut last; null = the whole picture is sent */
  readonly cropped: Size | null;
  readonly sound: ShareSound;
  /** Sends another capture from now on, all of it. The tracks belong to their opener. */
  setCapture(capture: MediaStream): void;
  setRegion(region: Region | null): void;
  /** @param size of the card, px; null = not known */
  setPaused(paused: boolean, size: Size | null): void;
  close(): void;
}

export interface ShareStreamEvents {
  /** The stream has other tracks. */
  readonly replaced: () => void;
  /** `cropped` is another. */
  readonly resized: () => void;
  /** Something else is to be seen of it. */
  readonly changed: () => void;
}

export function createShareStream(
  first: MediaStream,
  hint: ContentHint,
  events: ShareStreamEvents,
): ShareStream {
  const stream = new MediaStream();
  let shown = stream;
  const sound = createShareSound(() => {
    arrange();
    events.changed();
  });
  let capture = first;
  let crop: Crop | null = null;
  let region: Region | null = null;
  let cropped: Size | null = null;
  let card: PauseCard | null = null;

  const captured = (): MediaStreamTrack | null => capture.getVideoTracks()[0] ?? null;

  /** Puts the right tracks into the stream. @returns whether they are others than before */
  function settle(): boolean {
    const picture = card?.track ?? crop?.track ?? captured();
    if (picture) picture.contentHint = hint;
    const heard = card ? null : sound.track;
    if (heard) heard.contentHint = 'music';
    const tracks = [picture, heard].filter((track) => track !== null);
    const before = stream.getTracks();
    if (tracks.length === before.length && tracks.every((track) => before.includes(track))) return false;
    for (const track of before) stream.removeTrack(track);
    for (const track of tracks) stream.addTrack(track);
    shown = new MediaStream(tracks);
    return true;
  }

  function arrange(): void {
    if (settle()) events.replaced();
  }

  function cut(picture: MediaStreamTrack, part: Region): Crop {
    const made = createCrop(picture, part, (size) => {
      // One that ends may have a word left.
      if (crop !== made) return;
      cropped = size;
      events.resized();
    });
    return made;
  }

  function uncrop(): void {
    crop?.close();
    crop = null;
    region = null;
    cropped = null;
  }

  function setCapture(next: MediaStream): void {
    uncrop();
    capture = next;
    const picture = captured();
    if (picture) picture.enabled = card === null;
    sound.setSource(capture.getAudioTracks()[0] ?? null);
  }

  setCapture(first);
  settle();
  return {
    stream,
    sound,
    get shown() {
      return shown;
    },
    get region() {
      return region;
    },
    get cropped() {
      return cropped;
    },
    setCapture(next) {
      setCapture(next);
      arrange();
    },
    setRegion(next) {
      const picture = captured();
      if (!next || !picture) uncrop();
      else {
        region = next;
        if (crop) crop.setRegion(next);
        else crop = cut(picture, next);
      }
      arrange();
      events.resized();
    },
    setPaused(paused, size) {
      if (paused === (card !== null)) return;
      const picture = captured();
      // At once, whatever the exchange of tracks takes: a disabled track is black.
      if (picture) picture.enabled = !paused;
      const before = card;
      card = paused ? createPauseCard(size) : null;
      arrange();
      before?.close();
    },
    close() {
      uncrop();
      card?.close();
      sound.close();
    },
  };
}
