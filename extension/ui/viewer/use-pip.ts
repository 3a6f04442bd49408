import { useEffect, useRef, useState, useSyncExternalStore, type RefObject } from 'react';
import { t } from '../i18n/language.ts';
import { useToast } from '../pieces/Toaster.tsx';

/** The picture in a small window that stays above all others. */
export interface Pip {
  /** The browser has such a window. Firefox offers its own on the picture itself, and nothing to a page. */
  readonly possible: boolean;
  readonly on: boolean;
  /** Where there is one with controls (Document Picture-in-Picture): what is shown in it is up to us. */
  readonly window: Window | null;
  readonly toggle: () => void;
}

/** px, the longer side of the window at first; the browser remembers what a person makes of it. */
const LONG_SIDE = 480;

export function usePip(video: RefObject<HTMLVideoElement | null>): Pip {
  const toast = useToast();
  const [own, setOwn] = useState<Window | null>(null);
  const opening = useRef(false);
  const plain = useSyncExternalStore(subscribePlain, isPlainOn);
  useEffect(() => () => own?.close(), [own]);

  async function open(): Promise<void> {
    const shown = video.current;
    if (!shown) return;
    // Its styles come with it, and must be in the page before they are copied from there.
    await import('./PipWindow.tsx');
    const opened = await openWindow(shown);
    // The browser may have one kind of window only, or refuse this one (in an app of its own, for one).
    if (!opened) return void (await shown.requestPictureInPicture());
    // Closed before it could be told of.
    if (opened.closed) return;
    opened.addEventListener('pagehide', () => setOwn(null), { once: true });
    setOwn(opened);
  }

  return {
    possible: 'documentPictureInPicture' in globalThis || document.pictureInPictureEnabled,
    on: own !== null || plain,
    window: own,
    toggle() {
      // The browser knows first: what it opened or closed a moment ago may not be known here yet.
      const shown = window.documentPictureInPicture?.window;
      if (shown) shown.close();
      else if (plain) void document.exitPictureInPicture();
      else if (!opening.current) {
        opening.current = true;
        open()
          .catch(() => toast(t('pip.failed')))
          .finally(() => (opening.current = false));
      }
    },
  };
}

/** @returns null where the browser has no such window */
async function openWindow({ videoWidth, videoHeight }: HTMLVideoElement): Promise<Window | null> {
  const scale = LONG_SIDE / Math.max(videoWidth, videoHeight, 1);
  try {
    const opened = await window.documentPictureInPicture?.requestWindow({
      width: Math.round(videoWidth * scale),
      height: Math.round(videoHeight * scale),
    });
    if (opened) dress(opened.document);
    return opened ?? null;
  } catch {
    return null;
  }
}

/** Gives the window's empty document the page's styles. Links, not copies: the policy of a page may allow no others. */
function dress(target: Document): void {
  target.title = document.title;
  target.documentElement.lang = document.documentElement.lang;
  target.documentElement.dataset['theme'] = 'dark';
  for (const style of document.querySelectorAll('link[rel=stylesheet], style')) {
    const copy = style.cloneNode(true);
    if (copy instanceof HTMLLinkElement && style instanceof HTMLLinkElement) copy.href = style.href;
    target.head.append(copy);
  }
}

function subscribePlain(listener: () => void): () => void {
  document.addEventListener('enterpictureinpicture', listener);
  document.addEventListener('leavepictureinpicture', listener);
  return () => {
    document.removeEventListener('enterpictureinpicture', listener);
    document.removeEventListener('leavepictureinpicture', listener);
  };
}

// Firefox has no such member at all.
const isPlainOn = () => Boolean(document.pictureInPictureElement);
