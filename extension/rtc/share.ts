import type { ShareFacts } from '../core/compose-snapshot.ts';
import { resolveHint, senderSettings, type Size } from '../core/encoding.ts';
import { PRESETS, type HintChoice, type PresetId } from '../core/presets.ts';
import { rungsOf } from '../core/rungs.ts';
import type { PauseView, ShareControl, SoundLevels } from '../core/share-control.ts';
import type { EndReason } from '../core/snapshot.ts';
import type { Capture, CaptureEvents } from './capture.ts';
import { sharerCodecs } from './codecs.ts';
import type { Mesh } from './mesh.ts';
import { createShareStream, type ShareStream } from './share-stream.ts';
import { takeStill } from './still.ts';
import type { Encodings, Outgoing } from './video-sender.ts';

/** What a person chose to share with. */
export interface ShareWish {
  readonly preset: PresetId;
  readonly hint: HintChoice;
  readonly sound: boolean;
  /** Id of the microphone that is mixed in, empty for the default one; null for none. */
  readonly microphone: string | null;
}

/** Makes the capture; the events must be passed on to it. @throws PortholeError */
export type OpenCapture = (events: CaptureEvents) => Promise<Capture>;

/** My own share: a capture, sent over the mesh by a preset. */
export interface Share {
  /** Another whenever the tracks that leave are others. */
  readonly stream: MediaStream;
  readonly facts: ShareFacts;
  control(control: ShareControl): Promise<void>;
  /** Shares something else from now on; nobody loses the picture. @throws PortholeError: then all stays as it was */
  switchSource(open: OpenCapture): Promise<void>;
  /** A picture of all that is captured, as a JPEG's data URL; null where none can be taken. */
  still(): Promise<string | null>;
  levels(): SoundLevels;
  /** Tells the viewers why, ends the capture, sends nothing any more. */
  stop(reason: Exclude<EndReason, 'left'>): Promise<void>;
  /** Ends the capture alone: another share has taken its place on the mesh. */
  release(): void;
}

export interface ShareEvents {
  readonly changed: () => void;
  /** The source went away by itself. */
  readonly sourceEnded: () => void;
  /** It gives no picture any more, said every 2 s; or gives one again, or is over. */
  readonly stands: (stands: boolean) => void;
}

/** Captures and sends. @throws PortholeError from the capture */
export async function startShare(
  mesh: Mesh,
  wish: ShareWish & Pick<Outgoing, 'encodeOnce'>,
  open: OpenCapture,
  events: ShareEvents,
): Promise<Share> {
  const hint = resolveHint(wish.hint, PRESETS[wish.preset]);
  const asked = sharerCodecs(hint, wish.preset);
  const captureEvents = { ended: events.sourceEnded, stands: events.stands, resized };
  let capture = await open(captureEvents);
  const codecs = await asked;
  const startedAt = Date.now();
  let paused: PauseView | null = null;
  let isOver = false;
  const outgoing = createShareStream(capture.stream, hint, {
    replaced: () => mesh.replaceTracks(),
    resized,
    changed: events.changed,
  });
  const { preset, encodeOnce } = wish;
  mesh.tellPaused(false);
  mesh.share({ stream: outgoing.stream, codecs, preset, encodeOnce, ...encodings() });
  if (wish.microphone !== null) void outgoing.sound.useMicrophone(wish.microphone);

  function size(): Size | null {
    return outgoing.cropped ?? capture.size;
  }

  function encodings(): Encodings {
    return {
      settings: senderSettings(wish.preset, wish.hint, size()),
      rungs: rungsOf(wish.preset, wish.hint, size()),
    };
  }

  function resized(): void {
    mesh.adjust(encodings());
    events.changed();
  }

  function pause(why: PauseView | null): void {
    paused = why;
    outgoing.setPaused(why !== null, size());
    mesh.tellPaused(why !== null);
    events.changed();
  }

  function release(): void {
    isOver = true;
    outgoing.close();
    capture.stop();
  }

  return {
    get stream() {
      return outgoing.shown;
    },
    get facts() {
      return {
        source: capture.source,
        title: capture.title,
        preset: wish.preset,
        hint,
        sound: capture.stream.getAudioTracks().length > 0,
        size: size(),
        startedAt,
        paused,
        region: outgoing.region,
        microphone: outgoing.sound.microphone,
      };
    },
    async control(control) {
      if (changesPause(control)) return pause(pauseAfter(control, paused));
      return changeStream(outgoing, control);
    },
    async switchSource(openNext) {
      const next = await openNext({
        resized,
        stands: events.stands,
        ended: () => void (capture === next && events.sourceEnded()),
      });
      // Before that its encoding is not known.
      await next.measured;
      if (isOver || !next.stream.active) return next.stop();
      const before = capture;
      capture = next;
      outgoing.setCapture(next.stream);
      before.stop();
      resized();
    },
    still: () => takeStill(capture.stream),
    levels: () => outgoing.sound.levels(),
    release,
    async stop(reason) {
      release();
      mesh.release();
      await mesh.tell({ type: 'share-ended', reason });
      mesh.share(null);
    },
  };
}

type PauseControl = Extract<ShareControl, { action: 'pause' | 'resume' | 'toggle-pause' }>;

function changesPause(control: ShareControl): control is PauseControl {
  return control.action === 'pause' || control.action === 'resume' || control.action === 'toggle-pause';
}

/** A tab that is back on its site ends the pause that it began by leaving, and no other. */
function pauseAfter(control: PauseControl, paused: PauseView | null): PauseView | null {
  if (control.action === 'pause') return { site: control.site };
  if (control.action === 'toggle-pause') return paused ? null : { site: null };
  return control.site === null || control.site === paused?.site ? null : paused;
}

async function changeStream(
  { sound, setRegion }: ShareStream,
  control: Exclude<ShareControl, PauseControl>,
): Promise<void> {
  switch (control.action) {
    case 'region':
      return setRegion(control.region);
    case 'microphone':
      return sound.useMicrophone(control.device);
    case 'mute':
      return sound.mute(control.muted);
    case 'toggle-mute':
      return sound.mute(!sound.microphone?.muted);
  }
}
