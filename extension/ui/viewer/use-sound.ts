import { useState } from 'react';

export interface Sound {
  /** What the picture plays with: the person's choice, or the browser's refusal. */
  readonly muted: boolean;
  /** 0–1 */
  readonly volume: number;
  /** The browser wants a click first. */
  readonly refused: boolean;
  /** A click: sound on or off. */
  readonly toggle: () => void;
  readonly setVolume: (volume: number) => void;
  /** The browser refused to play with sound. */
  readonly refuse: () => void;
}

interface Choice {
  readonly muted: boolean;
  readonly volume: number;
}

const FULL: Choice = { muted: false, volume: 1 };

/**
 * Sound of the staged picture: on by default, muted while the browser waits for a click. Each sharer's is as loud as it
 * was made.
 * @param sharer whose it is
 */
export function useSound(sharer: string | null): Sound {
  const [choices, setChoices] = useState<ReadonlyMap<string | null, Choice>>(new Map());
  const choice = choices.get(sharer) ?? FULL;
  const setChoice = (next: Choice) => setChoices(new Map(choices).set(sharer, next));
  const [refused, setRefused] = useState(false);
  return {
    muted: choice.muted || refused,
    volume: choice.volume,
    refused,
    toggle: () => {
      setChoice({ ...choice, muted: !choice.muted && !refused });
      setRefused(false);
    },
    setVolume: (volume) => {
      setChoice({ muted: volume === 0, volume });
      setRefused(false);
    },
    refuse: () => setRefused(true),
  };
}
