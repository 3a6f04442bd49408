import { createPointers, type LivePointers, type PointerFeed } from '../core/pointer/feed.ts';
import {
  formatPointerMessage,
  POINT_MS,
  type Aim,
  type Pointer,
  type PointerMessage,
} from '../core/pointer/pointer-message.ts';
import type { Pointing } from '../core/pointer/pointing.ts';
import { REST_MS } from '../core/pointer/trails.ts';
import type { Link } from './link.ts';
import type { Schedule } from './schedule.ts';
import { createThrottle } from './throttle.ts';

/** Pointers: mine on others' pictures, and others' on mine, which I pass on to my other viewers. */
export interface RoomPointing {
  /** Whoever points at a member's picture; under my own id, at mine. */
  feedOf(sharer: string): PointerFeed;
  /** I point at a member's picture; null = I do no more. What it does not allow is not sent. */
  aim(sharer: string, aim: Aim | null): void;
  /** Whether my viewers may point, from now on. */
  allow(allowed: boolean): void;
  /** Pointers are drawn into the shared page, or are no more: then viewers see them in the picture. */
  setOverlay(overlay: boolean): void;
}

/** The same, for the RoomClient that holds it. */
export interface PointingKeeper extends RoomPointing {
  /** What I say of pointers on my picture. */
  readonly said: Pointing;
  /** Points at my picture now. */
  points(peer: string): boolean;
  /** A peer can be told things from now on. */
  greet(peer: string): void;
  /** A peer said where it, or others, point. */
  hear(peer: string, message: PointerMessage): void;
  close(): void;
}

export interface PointingOptions {
  readonly links: () => ReadonlyMap<string, Pick<Link, 'tell' | 'point' | 'pointing'>>;
  readonly me: () => string;
  /** I share. */
  readonly shares: () => boolean;
  readonly allowed: boolean;
  /** What is said, or who points at my picture, changed. */
  readonly changed: () => void;
  readonly schedule: Schedule;
  /** ms, any clock that goes forward */
  readonly now: () => number;
}

export function createPointing(options: PointingOptions): PointingKeeper {
  const { links, me, now, changed } = options;
  const feeds = new Map<string, LivePointers>();
  /** My id may change before I am in the room. */
  const own = createPointers();
  let said: Pointing = { allowed: options.allowed, overlay: false };
  const mine = createAimer(options, (sharer) => feed(sharer));
  const relay = createRelay(options);
  const onMe = watchPointers(options, own);

  function feed(sharer: string): LivePointers {
    if (sharer === me()) return own;
    const known = feeds.get(sharer) ?? createPointers();
    feeds.set(sharer, known);
    return known;
  }

  function say(next: Partial<Pointing>): void {
    said = { ...said, ...next };
    for (const peer of links().keys()) greet(peer);
    changed();
  }

  function greet(peer: string): void {
    links()
      .get(peer)
      ?.tell({ type: 'pointing', ...said });
  }

  /** At my picture. */
  function pointed(peer: string, at: readonly Aim[]): void {
    if (!options.shares() || !said.allowed) return;
    own.hear(peer, at, now());
    onMe.look();
    // Into the picture, or past it.
    if (!said.overlay) relay.add(peer, at);
  }

  function hearOthers(sharer: string, of: readonly Pointer[]): void {
    for (const { id, at } of of) if (id !== me()) feed(sharer).hear(id, at, now());
  }

  return {
    get said() {
      return said;
    },
    feedOf: feed,
    points: onMe.has,
    aim: mine.aim,
    allow: (allowed) => allowed === said.allowed || say({ allowed }),
    setOverlay: (overlay) => overlay === said.overlay || say({ overlay }),
    greet,
    hear(peer, message) {
      if (message.type === 'point') pointed(peer, message.at);
      else hearOthers(peer, message.of);
    },
    close() {
      for (const part of [mine, relay, onMe]) part.close();
      feeds.clear();
    },
  };
}

/** Sends where I point, 30 times a second while I move and once a second while I rest; I see it at once. */
function createAimer(options: PointingOptions, feed: (sharer: string) => LivePointers) {
  const { links, me, now, schedule } = options;
  let target: string | null = null;
  let waiting: Aim[] = [];
  let last: Aim | null = null;
  let endRest: (() => void) | null = null;
  const throttle = createThrottle(options, POINT_MS, send);

  function send(): void {
    if (target === null || last === null) return;
    const at = waiting.length > 0 ? waiting : [last];
    waiting = [];
    tell(target, at);
    endRest?.();
    endRest = schedule(REST_MS, rest);
  }

  const isAllowed = (sharer: string) => links().get(sharer)?.pointing?.allowed === true;

  function rest(): void {
    if (target === null || last === null) return;
    if (!isAllowed(target)) return leave();
    feed(target).hear(me(), [last], now());
    send();
  }

  function tell(sharer: string, at: readonly Aim[]): void {
    links()
      .get(sharer)
      ?.point(formatPointerMessage({ type: 'point', at: [...at] }));
  }

  function leave(): void {
    endRest?.();
    endRest = null;
    if (target === null) return;
    if (waiting.length > 0) tell(target, waiting);
    tell(target, []);
    feed(target).hear(me(), [], now());
    [target, waiting, last] = [null, [], null];
  }

  return {
    aim(sharer: string, aim: Aim | null): void {
      const allowed = isAllowed(sharer);
      if (target !== sharer || aim === null || !allowed) leave();
      if (aim === null || !allowed) return;
      [target, last] = [sharer, aim];
      waiting.push(aim);
      feed(sharer).hear(me(), [aim], now());
      throttle.call();
    },
    close(): void {
      leave();
      throttle.close();
    },
  };
}

/** Passes pointers on to all viewers but their own, in one message for each: many small ones would be a flood. */
function createRelay(options: PointingOptions) {
  let waiting = new Map<string, readonly Aim[]>();
  const throttle = createThrottle(options, POINT_MS, () => {
    const all = [...waiting].map(([id, at]) => ({ id, at: [...at] }));
    waiting = new Map();
    for (const [peer, link] of options.links()) {
      const of = all.filter(({ id }) => id !== peer);
      if (of.length > 0) link.point(formatPointerMessage({ type: 'pointers', of }));
    }
  });

  return {
    add(peer: string, at: readonly Aim[]): void {
      // One that went says nothing but that, whatever was to be said before.
      waiting.set(peer, at.length === 0 ? [] : [...(waiting.get(peer) ?? []), ...at]);
      throttle.call();
    },
    close: () => throttle.close(),
  };
}

/** Notes who points at my picture, and tells when that changes. */
function watchPointers({ schedule, now, changed }: PointingOptions, feed: PointerFeed) {
  let pointing: ReadonlySet<string> = new Set();
  let cancel: (() => void) | null = null;

  function look(): void {
    const next = new Set([...feed.trails(now())].flatMap(([id, { aim }]) => (aim ? [id] : [])));
    const isNews = next.size !== pointing.size || [...next].some((id) => !pointing.has(id));
    pointing = next;
    cancel ??= next.size > 0 ? schedule(REST_MS, again) : null;
    if (isNews) changed();
  }

  function again(): void {
    cancel = null;
    look();
  }

  return { look, has: (peer: string) => pointing.has(peer), close: () => cancel?.() };
}
