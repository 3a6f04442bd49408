import { faultCode, type FaultCode } from '../../core/faults.ts';
import { holdClock, runClock, STOPPED_CLOCK, type RecordingClock } from '../../core/recording/clock.ts';
import { followSubject, type Recordable } from '../../core/recording/subject.ts';
import type { RecordingState, RecordingView } from '../../core/snapshot.ts';
import type { Schedule } from '../schedule.ts';
import type { Recorder } from './recorder.ts';

/** What this member records: one share at a time. */
export interface Recording {
  readonly view: RecordingView | null;
  /** Records what a peer shares, or under my own id what I do. Call it from a click. */
  start(peer: string): void;
  pause(): void;
  resume(): void;
  /** Resolves with the recording's id when all of it is on disk; with null where there is none. */
  stop(): Promise<string | null>;
  /** Streams may have come or gone. */
  refresh(): void;
}

export interface RecordingOptions {
  readonly schedule: Schedule;
  readonly streamOf: (peer: string) => MediaStream | null;
  /** All others in the room. */
  readonly members: () => readonly Recordable[];
  readonly me: () => string;
  /** The peer may send less than it has: a larger picture can be expected. */
  readonly isHeld: (peer: string) => boolean;
  /** Another view. */
  readonly changed: () => void;
  /** Whom the recording follows, or null. */
  readonly follows: (peer: string | null) => void;
  readonly failed: (code: FaultCode) => void;
  /** All of it is on disk. @param id of the recording */
  readonly kept: ((id: string) => void) | undefined;
}

/** ms: a picture that is away for longer is not waited for in the recording, which pauses. */
const GAP_MS = 10_000;
/**
 * ms by which a captured frame reaches this page later than the sound of its moment: 75 where a processor paints and
 * captures (Chromium 156), less with a graphics card. What comes over a Link is in step already.
 */
const CAPTURE_LAG_MS = 60;
/** ms until a larger picture is there: another rung takes a second or so. */
const LARGER_MS = 1500;

const nothing = (): void => undefined;

interface Running {
  readonly clock: RecordingClock;
  readonly state: RecordingState;
  readonly peer: string;
  readonly recorder: Recorder | null;
  readonly stream: MediaStream | null;
}

export function createRecording(options: RecordingOptions): Recording {
  let running: Running | null = null;
  let stopping: Promise<string | null> = Promise.resolve(null);
  let callOff = nothing;

  function set(next: Running | null): void {
    if (running?.peer !== next?.peer) options.follows(next?.peer ?? null);
    running = next;
    options.changed();
  }

  async function begin(peer: string, stream: MediaStream): Promise<void> {
    const attempt: Running = { clock: STOPPED_CLOCK, state: 'starting', peer, recorder: null, stream };
    set(attempt);
    try {
      const { openRecorder } = await import('./recorder.ts');
      const recorder = await openRecorder({
        stream,
        soundDelayMs: peer === options.me() ? CAPTURE_LAG_MS : 0,
        patienceMs: options.isHeld(peer) ? LARGER_MS : 0,
        written: options.changed,
        failed: ({ code }) => {
          options.failed(code);
          void stop();
        },
      });
      const current = running;
      if (current?.state !== 'starting') return await discard(recorder);
      set({ ...current, recorder, state: 'recording', clock: runClock(STOPPED_CLOCK, Date.now()) });
      refresh();
    } catch (error) {
      set(null);
      options.failed(faultCode(error));
    }
  }

  /** Stopped before it began. */
  async function discard(recorder: Recorder): Promise<void> {
    await recorder.stop();
    await remove(recorder.id);
    set(null);
  }

  function turn(state: 'recording' | 'paused' | 'waiting'): void {
    if (!running?.recorder || running.state === state || running.state === 'stopping') return;
    const isOn = state === 'recording';
    if (isOn) running.recorder.resume();
    else running.recorder.pause();
    const clock = (isOn ? runClock : holdClock)(running.clock, Date.now());
    set({ ...running, state, clock });
  }

  function refresh(): void {
    if (!running || running.state === 'stopping') return;
    const peer =
      running.peer === options.me() ? running.peer : followSubject(running.peer, options.members());
    const stream = options.streamOf(peer);
    if (stream === running.stream && peer === running.peer) return;
    running.recorder?.follow(stream);
    callOff();
    set({ ...running, peer, stream });
    if (!stream) callOff = options.schedule(GAP_MS, () => running?.state === 'recording' && turn('waiting'));
    else if (running.state === 'waiting') turn('recording');
  }

  async function end({ recorder, clock, ...before }: Running): Promise<string | null> {
    callOff();
    set({ ...before, recorder, state: 'stopping', clock: holdClock(clock, Date.now()) });
    // Not there yet: who began it sees that it is to stop.
    if (!recorder) return null;
    await recorder.stop();
    const isEmpty = recorder.bytes === 0;
    if (isEmpty) await remove(recorder.id);
    set(null);
    if (isEmpty) return null;
    options.kept?.(recorder.id);
    return recorder.id;
  }

  async function stop(): Promise<string | null> {
    if (running && running.state !== 'stopping') stopping = end(running);
    return stopping;
  }

  return {
    get view() {
      if (!running) return null;
      const { clock, state, peer, recorder } = running;
      return { ...clock, state, peer, id: recorder?.id ?? null, bytes: recorder?.bytes ?? 0 };
    },
    start(peer) {
      const stream = options.streamOf(peer);
      if (!running && stream) void begin(peer, stream);
    },
    pause: () => turn('paused'),
    resume: () => turn('recording'),
    stop,
    refresh,
  };
}

async function remove(id: string): Promise<void> {
  const { removeRecording } = await import('./library.ts');
  await removeRecording(id).catch(() => undefined);
}
