import type { RefObject } from 'react';
import { fileTime, sizeText } from '../format.ts';
import { t } from '../i18n/language.ts';
import { useToast } from '../pieces/Toaster.tsx';
import { saveFile } from '../save-file.ts';
import { canCopyStill, copyStill, grabStill } from './still.ts';

/** Takes a still of the large picture. How that went is said in passing. */
export interface Still {
  readonly copy: () => void;
  readonly save: () => void;
}

type Done = 'still.copied' | 'still.saved';

/** How long a larger picture may take to come, in ms: another rung is there within a second or so. */
const WHOLE_MS = 1500;

/** @param want asks the sharer for the whole picture, not just for what its place on the page shows */
export function useStill(video: RefObject<HTMLVideoElement | null>, want: (whole: boolean) => void): Still {
  const toast = useToast();
  const take = async (action: (shown: HTMLVideoElement) => Promise<Done>): Promise<void> => {
    const shown = video.current;
    if (!shown || shown.videoWidth === 0) return toast(t('still.none'));
    want(true);
    try {
      const done = await action(shown);
      toast(t(done, { size: sizeText(shown.videoWidth, shown.videoHeight) }));
    } catch (error) {
      toast(isRefusal(error) ? t('still.refused') : t('still.failed'));
    } finally {
      want(false);
    }
  };
  return {
    copy: () => (canCopyStill() ? void take(copy) : toast(t('still.refused'))),
    save: () => void take(save),
  };
}

/** The next larger picture, or the one there is where none comes. */
async function wholePicture(shown: HTMLVideoElement): Promise<Blob> {
  await new Promise((resolve) => {
    shown.addEventListener('resize', resolve, { once: true });
    setTimeout(resolve, WHOLE_MS);
  });
  return grabStill(shown);
}

async function copy(shown: HTMLVideoElement): Promise<Done> {
  await copyStill(wholePicture(shown));
  return 'still.copied';
}

async function save(shown: HTMLVideoElement): Promise<Done> {
  saveFile(await wholePicture(shown), `Porthole ${fileTime(new Date())}.png`);
  return 'still.saved';
}

/** By the person, by the browser's settings, or by a page around this one. */
function isRefusal(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'NotAllowedError';
}
