import { useEffect, useState, type RefObject } from 'react';

/** How long the pointer rests before the controls go, in ms. */
const REST_MS = 3000;
const SIGNS_OF_LIFE = ['pointermove', 'pointerdown', 'keydown', 'focusin'] as const;

/**
 * Hides the controls while someone just watches. They stay while the pointer is on them, the keyboard is in them, or
 * one of their popups is open.
 * @param controls the element that holds them
 * @param active false: always visible
 */
export function useAutoHide(controls: RefObject<HTMLElement | null>, active: boolean): boolean {
  const [hidden, setHidden] = useState(false);
  useEffect(() => {
    if (!active) return;
    const timer = { id: 0 };
    const rest = () => {
      if (inUse(controls.current)) wake();
      else setHidden(true);
    };
    const wake = () => {
      setHidden(false);
      clearTimeout(timer.id);
      timer.id = window.setTimeout(rest, REST_MS);
    };
    wake();
    for (const sign of SIGNS_OF_LIFE) document.addEventListener(sign, wake);
    return () => {
      clearTimeout(timer.id);
      for (const sign of SIGNS_OF_LIFE) document.removeEventListener(sign, wake);
    };
  }, [active, controls]);
  return !(active && hidden);
}

function inUse(element: HTMLElement | null): boolean {
  // On a touch screen :hover sticks to whatever was tapped last.
  const pointed = matchMedia('(hover: hover)').matches && element?.matches(':hover');
  return Boolean(pointed || element?.querySelector(':focus-visible, [data-popup-open]'));
}
