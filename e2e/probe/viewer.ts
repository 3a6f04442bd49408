import { watchConnections, type Inbound } from './connections.ts';
import { PictureProbe, type SeenFrame } from './picture.ts';
import { SoundProbe, type Heard } from './sound.ts';

/** What the tests find in a viewer page under `portholeProbe`. */
export interface ViewerProbe {
  takeFrames(): readonly SeenFrame[];
  /** Starts to listen at the first call, once there is sound to listen to; null until then. */
  heard(): Heard | null;
  inbound(): Promise<Inbound>;
}

declare global {
  // eslint-disable-next-line no-var -- a global of a script is declared with var
  var portholeProbe: ViewerProbe | undefined;
}

function stage(): HTMLVideoElement | null {
  return document.querySelector<HTMLVideoElement>('video[data-testid="stage"]');
}

function createProbe(): ViewerProbe {
  const picture = new PictureProbe(stage);
  let listening: { readonly track: MediaStreamTrack; readonly sound: SoundProbe } | null = null;
  return {
    inbound: watchConnections(),
    takeFrames: () => picture.take(),
    heard: () => {
      const stream = stage()?.srcObject;
      const track = stream instanceof MediaStream ? stream.getAudioTracks()[0] : undefined;
      if (track && listening?.track !== track) {
        listening = { track, sound: new SoundProbe(new MediaStream([track])) };
      }
      return listening?.sound.heard() ?? null;
    },
  };
}

globalThis.portholeProbe ??= createProbe();
