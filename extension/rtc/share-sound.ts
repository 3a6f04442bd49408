import type { MicrophoneTrouble, MicrophoneView, SoundLevels } from '../core/share-control.ts';
import { openMicrophone, watchDevices, type Microphone } from './microphone.ts';
import { createSoundMix, type SoundMix } from './sound-mix.ts';

/** The sound of a share: the captured one as it is, or mixed with a microphone. */
export interface ShareSound {
  /** What is to be heard; null = nothing */
  readonly track: MediaStreamTrack | null;
  /** null = no microphone is wanted */
  readonly microphone: MicrophoneView | null;
  /** The captured sound is another. It belongs to its capture. */
  setSource(track: MediaStreamTrack | null): void;
  /** @param device see `openMicrophone`; null = none from now on */
  useMicrophone(device: string | null): Promise<void>;
  mute(muted: boolean): void;
  levels(): SoundLevels;
  close(): void;
}

/** @param changed `track` or `microphone` is another */
export function createShareSound(changed: () => void): ShareSound {
  let source: MediaStreamTrack | null = null;
  /** Made for the first microphone, or the first look at a meter. */
  let mix: SoundMix | null = null;
  let wanted: string | null = null;
  let open: Microphone | null = null;
  let trouble: MicrophoneTrouble | null = null;
  let muted = false;
  const unwatch = watchDevices(() => {
    if (wanted !== null && trouble !== null) void useMicrophone(wanted);
  });

  function mixed(): SoundMix {
    if (!mix) {
      mix = createSoundMix();
      mix.setSource(source);
      mix.setMuted(muted);
    }
    return mix;
  }

  function drop(): void {
    open?.close();
    open = null;
    mix?.setMicrophone(null);
  }

  function unplugged(): void {
    drop();
    trouble = 'unplugged';
    changed();
  }

  async function useMicrophone(device: string | null): Promise<void> {
    if (device === wanted && trouble === null) return;
    wanted = device;
    const next = device === null ? null : await openMicrophone(device, unplugged);
    // Another may have been chosen meanwhile, or none.
    if (wanted !== device) return typeof next === 'object' ? next?.close() : undefined;
    drop();
    trouble = typeof next === 'string' ? next : null;
    if (typeof next === 'object' && next) {
      open = next;
      mixed().setMicrophone(next.track);
    }
    changed();
  }

  return {
    get track() {
      return open ? mixed().track : source;
    },
    get microphone() {
      return wanted === null ? null : { label: open?.label ?? '', muted, trouble };
    },
    setSource(next) {
      source = next;
      mix?.setSource(source);
    },
    useMicrophone,
    mute(next) {
      muted = next;
      mix?.setMuted(muted);
      changed();
    },
    levels: () => (source || open ? mixed().levels() : { source: null, microphone: null }),
    close() {
      unwatch();
      wanted = null;
      drop();
      mix?.close();
    },
  };
}
