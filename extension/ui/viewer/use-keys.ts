import { useEffect, useRef } from 'react';

/** What each key does, by `KeyboardEvent.key` in lower case. */
export type KeyMap = Readonly<Record<string, () => void>>;

/** Keys of the whole page. Typing in a field, using a control's own keys, and the browser's shortcuts are left alone. */
export function useKeys(keys: KeyMap): void {
  const current = useRef(keys);
  useEffect(() => {
    current.current = keys;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const action = current.current[event.key.toLowerCase()];
      if (!action || event.defaultPrevented || isTaken(event)) return;
      event.preventDefault();
      action();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}

function isTaken(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return true;
  const { target } = event;
  return (
    target instanceof Element &&
    target.closest('input, select, textarea, [role=listbox], [role=dialog]') !== null
  );
}
