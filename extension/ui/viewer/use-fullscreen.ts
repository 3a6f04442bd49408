import { useSyncExternalStore } from 'react';

function subscribe(listener: () => void): () => void {
  document.addEventListener('fullscreenchange', listener);
  return () => document.removeEventListener('fullscreenchange', listener);
}

/** Full screen of the whole page, so that controls and popovers come along. */
export function useFullscreen(): { readonly on: boolean; readonly toggle: () => void } {
  const on = useSyncExternalStore(subscribe, () => document.fullscreenElement !== null);
  const toggle = () => {
    const change = on ? document.exitFullscreen() : document.documentElement.requestFullscreen();
    // Refused without a click or by a frame's policy: the page simply stays as it is.
    change.catch(() => undefined);
  };
  return { on, toggle };
}
