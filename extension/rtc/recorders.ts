import type { RecordingNews } from '../core/peer-message.ts';
import {
  allRecorders,
  forgetPeer,
  NO_RECORDERS,
  noteOwn,
  noteTold,
  type Recorders,
} from '../core/recording/recorders.ts';
import type { Link } from './link.ts';
import type { Schedule } from './schedule.ts';

/** Tells the peers who records, past the server, and hears it from them. */
export interface RecorderNews {
  /** Who is said to record; of myself nothing. */
  readonly ids: ReadonlySet<string>;
  /** I record, or no more. */
  setMine(on: boolean): void;
  heard(peer: string, news: RecordingNews): void;
  /** A data channel has opened. */
  greet(peer: string): void;
  close(): void;
}

export interface RecorderNewsOptions {
  readonly links: () => ReadonlyMap<string, Pick<Link, 'tell'>>;
  readonly me: () => string;
  readonly schedule: Schedule;
  readonly changed: () => void;
}

/** ms between two words to all others: who turns a recording on and off again and again makes no flood of mine. */
const TELL_MS = 250;
/** Ids that are passed on: a room's worth. */
const MOST = 15;

export function createRecorderNews({ links, me, schedule, changed }: RecorderNewsOptions): RecorderNews {
  let recorders: Recorders = NO_RECORDERS;
  let mine = false;
  let callOff: (() => void) | null = null;

  function tell(peer: string): void {
    const link = links().get(peer);
    link?.tell({ type: 'recording', on: mine });
    // What others said of others is not passed on: each has it from whom it knows.
    const ids = [...recorders.own].filter((id) => id !== peer && links().has(id)).slice(0, MOST);
    link?.tell({ type: 'recorders', ids });
  }

  function tellAll(): void {
    callOff ??= schedule(TELL_MS, () => {
      callOff = null;
      for (const peer of links().keys()) tell(peer);
    });
  }

  function set(next: Recorders): void {
    recorders = next;
    changed();
  }

  return {
    get ids() {
      const ids = allRecorders(current());
      return new Set([...ids].filter((id) => id !== me()));
    },
    setMine(on) {
      if (on === mine) return;
      mine = on;
      tellAll();
    },
    heard(peer, news) {
      if (news.type === 'recorders') return set(noteTold(recorders, peer, news.ids));
      if (news.on === recorders.own.has(peer)) return;
      set(noteOwn(recorders, peer, news.on));
      tellAll();
    },
    greet(peer) {
      recorders = forgetPeer(recorders, peer);
      tell(peer);
    },
    close: () => callOff?.(),
  };

  /** Without those whose Link is gone. */
  function current(): Recorders {
    const open = links();
    const gone = [...recorders.own, ...recorders.told.keys()].filter((peer) => !open.has(peer));
    recorders = gone.reduce(forgetPeer, recorders);
    return recorders;
  }
}
