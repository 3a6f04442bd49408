/** What a link does during one run. */
export interface Profile {
  /** for people */
  readonly title: string;
  /** `down`: the way to the shaped viewer; `up`: the sharer's own way out, which all viewers share */
  readonly way: 'down' | 'up';
  /** kbit/s before the first step */
  readonly before: number;
  readonly steps: readonly Step[];
  /** s after the last step; the measured time ends then */
  readonly tail: number;
}

interface Step {
  /** s since the step before */
  readonly after: number;
  /** kbit/s */
  readonly kbps: number;
}

/** What a link does from a moment on. */
export interface Limit {
  /** ms since the epoch */
  readonly at: number;
  readonly kbps: number;
}

export const PROFILES = {
  fall: {
    title: '10 → 1 → 10 Mbps',
    way: 'down',
    before: 10_000,
    steps: [
      { after: 8, kbps: 1000 },
      { after: 15, kbps: 10_000 },
    ],
    tail: 25,
  },
  half: {
    title: '10 → 0.5 → 10 Mbps',
    way: 'down',
    before: 10_000,
    steps: [
      { after: 8, kbps: 500 },
      { after: 15, kbps: 10_000 },
    ],
    tail: 25,
  },
  steady: { title: '3 Mbps', way: 'down', before: 10_000, steps: [{ after: 8, kbps: 3000 }], tail: 30 },
  sawtooth: {
    title: '4 Mbps and 1 Mbps in turns of 10 s',
    way: 'down',
    before: 4000,
    steps: [1000, 4000, 1000, 4000, 1000, 4000].map((kbps) => ({ after: 10, kbps })),
    tail: 10,
  },
  uplink: {
    title: "6 Mbps from the sharer's side for three viewers",
    way: 'up',
    before: 40_000,
    steps: [{ after: 8, kbps: 6000 }],
    tail: 30,
  },
} as const satisfies Readonly<Record<string, Profile>>;

export type ProfileName = keyof typeof PROFILES;

export const PROFILE_NAMES = Object.keys(PROFILES) as ProfileName[];

/** `product`: the Ladder on; `uncontrolled`: every link seems clean to it; `mesh`: compatibility mode. */
export const MODES = ['product', 'uncontrolled', 'mesh'] as const;

export type Mode = (typeof MODES)[number];
