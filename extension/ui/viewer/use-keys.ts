import { useEffect, useRef } from 'react';
import { isWithin } from '../event-target.ts';

/** What each key does, by `KeyboardEvent.key` in lower case. */
export type KeyMap = Readonly<Record<string, () => void>>;

/** Keys that one may hold down. */
const HELD = /^(Arrow.*|[-+=])$/;

/** Keys of the whole page. Typing in a field, using a control's own keys, and the browser's shortcuts are left alone. */
export function useKeys(keys: KeyMap, page: Document = document): void {
  const current = useRef(keys);
  useEffect(() => {
    current.current = keys;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const action = current.current[keyOf(event)];
      if (!action || event.defaultPrevented || isTaken(event)) return;
      event.preventDefault();
      action();
    };
    page.addEventListener('keydown', onKey);
    return () => page.removeEventListener('keydown', onKey);
  }, [page]);
}

/** Hears when a key of the whole page is let go, wherever the focus is by then. */
export function useHeldKey(key: string, released: () => void, page: Document = document): void {
  const current = useRef(released);
  useEffect(() => {
    current.current = released;
  });
  useEffect(() => {
    const onUp = (event: KeyboardEvent) => {
      if (keyOf(event) === key) current.current();
    };
    page.addEventListener('keyup', onUp);
    return () => page.removeEventListener('keyup', onUp);
  }, [key, page]);
}

/** A keyboard for another script writes no `f`: then the key counts that has it on a Latin one. */
function keyOf({ key, code }: KeyboardEvent): string {
  const foreign = key.length === 1 && /\P{ASCII}/u.test(key) && /^Key[A-Z]$/.test(code);
  return (foreign ? code.slice('Key'.length) : key).toLowerCase();
}

function isTaken(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return true;
  if (event.repeat && !HELD.test(event.key)) return true;
  // A slider types nothing: all it uses is the arrows.
  if (isWithin(event, ['input[type=range]'])) return event.key.startsWith('Arrow');
  return isWithin(event, ['input', 'select', 'textarea', '[role=listbox]', '[role=dialog]']);
}
