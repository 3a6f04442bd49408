import { useEffect, useRef, useState } from 'react';
import type { ViewerControls } from '../../bus/room-host.ts';
import type { PointerFeed } from '../../core/pointer/feed.ts';
import type { Aim } from '../../core/pointer/pointer-message.ts';
import type { Pointing } from '../../core/pointer/pointing.ts';
import type { Page } from '../viewer/use-page.ts';

/** A key that is held for longer than this, in ms, points only as long as it is held. */
const HOLD_MS = 350;

/** The tool that points at the large picture. */
export interface PointerTool {
  /** The person points. */
  readonly on: boolean;
  /** What the sharer says of it; null = it does not. */
  readonly pointing: Pointing | null;
  /** All pointers on the large picture; null without one. */
  readonly feed: PointerFeed | null;
  readonly toggle: () => void;
  readonly end: () => void;
  /** The tool's key goes down: pressed once it switches, held it points meanwhile. */
  readonly press: () => void;
  /** The tool's key goes up. */
  readonly release: () => void;
  readonly aim: (aim: Aim | null) => void;
}

export function usePointer(page: Page, controls: ViewerControls): PointerTool {
  const [wanted, want] = useState(false);
  const pressedAt = useRef<number | null>(null);
  const { staged } = page;
  const id = staged?.id ?? null;
  const pointing = staged?.pointing ?? null;
  // Whoever is let again takes the tool up again: nobody points without knowing.
  if (wanted && pointing?.allowed === false) want(false);
  const on = wanted && page.state.kind === 'watching' && pointing?.allowed === true;

  useEffect(() => {
    if (!on || id === null) return;
    return () => controls.point(id, null);
  }, [on, id, controls]);

  return {
    on,
    pointing,
    feed: id === null ? null : controls.pointersOn(id),
    toggle: () => want(!on),
    end: () => want(false),
    press() {
      pressedAt.current = on ? null : performance.now();
      want(!on);
    },
    release() {
      const held = pressedAt.current !== null && performance.now() - pressedAt.current > HOLD_MS;
      pressedAt.current = null;
      if (held) want(false);
    },
    aim: (aim) => id !== null && controls.point(id, aim),
  };
}
