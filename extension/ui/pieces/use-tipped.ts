import { useEffect, useState } from 'react';

/** How long a mouse rests on a control before its tip shows, in ms. */
const REST_MS = 400;
/** How long a tip stays after the mouse has left, in ms: time to reach the tip itself (WCAG 1.4.13). */
const GRACE_MS = 120;

/** What marks a control that has a tip, and the tip itself. */
const TIPPED = '[data-tip]';
const TIP = '[data-tip-popup]';

/** The control whose tip is to show now: the mouse rests on it, or the keyboard came to it. */
export function useTipped(): Element | null {
  const [tipped, setTipped] = useState<Element | null>(null);
  useEffect(() => {
    const events = new AbortController();
    const timer = { id: 0 };
    const soon = (next: Element | null, ms: number) => {
      clearTimeout(timer.id);
      timer.id = window.setTimeout(() => setTipped(next), ms);
    };
    const hide = () => soon(null, 0);
    const listen = <Name extends keyof DocumentEventMap>(
      name: Name,
      heard: (event: DocumentEventMap[Name]) => void,
    ) => document.addEventListener(name, heard, { signal: events.signal });

    listen('pointerover', ({ pointerType, target }) => {
      if (pointerType !== 'mouse' || !(target instanceof Element)) return;
      if (target.closest(TIP)) return clearTimeout(timer.id);
      const over = controlAt(target);
      soon(over, over ? REST_MS : GRACE_MS);
    });
    listen('focusin', ({ target }) => {
      if (target instanceof Element && target.matches(':focus-visible')) soon(controlAt(target), 0);
    });
    listen('focusout', hide);
    listen('pointerdown', hide);
    listen('keydown', hide);
    return () => {
      clearTimeout(timer.id);
      events.abort();
    };
  }, []);
  return tipped?.isConnected ? tipped : null;
}

/** None of what has its menu or panel open: that says more. */
function controlAt(target: Element): Element | null {
  const control = target.closest(TIPPED);
  return control?.getAttribute('aria-expanded') === 'true' ? null : control;
}
