import { useRef, type KeyboardEvent, type PointerEvent } from 'react';

/** ms: whoever lets go sooner has clicked. */
const HOLD_MS = 400;

const isKey = ({ key }: KeyboardEvent) => key === ' ' || key === 'Enter';

interface Hold {
  onPointerDown(event: PointerEvent): void;
  onPointerUp(): void;
  onPointerCancel(): void;
  onLostPointerCapture(): void;
  onKeyDown(event: KeyboardEvent): void;
  onKeyUp(event: KeyboardEvent): void;
  onClick(): void;
}

/**
 * A button that turns something over: a click does so for good, holding it down for as long as it is held. So one button
 * is mute, push to mute, and push to talk.
 */
export function useHold(on: boolean, set: (on: boolean) => void): Hold {
  const held = useRef<{ readonly before: boolean; readonly since: number } | null>(null);

  /** The click that is to come has been dealt with; that of a screen reader comes alone. */
  const handled = useRef(false);

  function press(): void {
    if (held.current) return;
    handled.current = true;
    held.current = { before: on, since: performance.now() };
    set(!on);
  }

  function release(): void {
    const was = held.current;
    held.current = null;
    if (was && performance.now() - was.since >= HOLD_MS) set(was.before);
  }

  return {
    onPointerDown(event) {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      press();
    },
    onPointerUp: release,
    onPointerCancel: release,
    onLostPointerCapture: release,
    onKeyDown(event) {
      if (isKey(event) && !event.repeat) press();
    },
    onKeyUp(event) {
      if (isKey(event)) release();
    },
    onClick() {
      if (!handled.current) set(!on);
      handled.current = false;
    },
  };
}
