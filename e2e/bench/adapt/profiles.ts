/** What a link does during one run. */
export interface Profile {
  /** for people */
  readonly title: string;
  /** `down`: the way to the shaped viewer; `up`: the sharer's own way out, which all viewers share */
  readonly way: 'down' | 'up';
  /** kbit/s before the first step */
  readonly before: number;
  readonly steps: readonly Step[];
  /** Of the shaped viewer's link, all the time; null = none. The browser itself makes them: this kernel may have no netem. */
  readonly weather: Weather | null;
  /** s after the last step; the measured time ends then */
  readonly tail: number;
}

interface Weather {
  /** ms, one way or both together as the browser does it */
  readonly delayMs: number;
  /** 0 to 100 */
  readonly lossPercent: number;
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

/** A link that falls from 10 Mbps for a while. @param seconds how long it is before, low, and after */
function dip(title: string, kbps: number, seconds: Record<'before' | 'low' | 'after', number>): Profile {
  const steps = [
    { after: seconds.before, kbps },
    { after: seconds.low, kbps: 10_000 },
  ];
  return { title, way: 'down', before: 10_000, steps, weather: null, tail: seconds.after };
}

export const PROFILES = {
  fall: dip('10 → 1 → 10 Mbps', 1000, { before: 8, low: 15, after: 25 }),
  half: dip('10 → 0.5 → 10 Mbps', 500, { before: 8, low: 15, after: 25 }),
  brief: dip('10 → 1 → 10 Mbps, short', 1000, { before: 5, low: 9, after: 15 }),
  steady: {
    title: '3 Mbps',
    way: 'down',
    before: 10_000,
    steps: [{ after: 8, kbps: 3000 }],
    weather: null,
    tail: 30,
  },
  loss: {
    title: '10 Mbps, 5 % loss, 100 ms',
    way: 'down',
    before: 10_000,
    steps: [{ after: 8, kbps: 10_000 }],
    weather: { delayMs: 100, lossPercent: 5 },
    tail: 30,
  },
  sawtooth: {
    title: '4 Mbps and 1 Mbps in turns of 10 s',
    way: 'down',
    before: 4000,
    steps: [1000, 4000, 1000, 4000, 1000, 4000].map((kbps) => ({ after: 10, kbps })),
    weather: null,
    tail: 10,
  },
  uplink: {
    title: "6 Mbps from the sharer's side for three viewers",
    way: 'up',
    before: 40_000,
    steps: [{ after: 8, kbps: 6000 }],
    weather: null,
    tail: 30,
  },
} as const satisfies Readonly<Record<string, Profile>>;

export type ProfileName = keyof typeof PROFILES;

export const PROFILE_NAMES = Object.keys(PROFILES) as ProfileName[];

/** What is run unless something else is asked for. */
export const FULL_PROFILES = PROFILE_NAMES.filter((name) => name !== 'brief');

/** `product`: the Ladder on; `uncontrolled`: every link seems clean to it; `mesh`: compatibility mode. */
export const MODES = ['product', 'uncontrolled', 'mesh'] as const;

export type Mode = (typeof MODES)[number];
