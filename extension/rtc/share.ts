import type { ShareFacts } from '../core/compose-snapshot.ts';
import { resolveHint, senderSettings } from '../core/encoding.ts';
import { PRESETS, type HintChoice, type PresetId } from '../core/presets.ts';
import { rungsOf } from '../core/rungs.ts';
import type { EndReason } from '../core/snapshot.ts';
import type { Capture, CaptureEvents } from './capture.ts';
import { sharerCodecs } from './codecs.ts';
import type { Mesh } from './mesh.ts';
import type { Encodings, Outgoing } from './video-sender.ts';

/** What a person chose to share with. */
export interface ShareWish {
  readonly preset: PresetId;
  readonly hint: HintChoice;
  readonly sound: boolean;
}

/** Makes the capture; the events must be passed on to it. @throws PortholeError */
export type OpenCapture = (events: CaptureEvents) => Promise<Capture>;

/** My own share: a capture, sent over the mesh by a preset. */
export interface Share {
  readonly stream: MediaStream;
  readonly facts: ShareFacts;
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
  const capture = await open({
    ended: events.sourceEnded,
    stands: events.stands,
    resized: () => {
      mesh.adjust(encodings());
      events.changed();
    },
  });
  const codecs = await asked;
  const startedAt = Date.now();
  for (const track of capture.stream.getVideoTracks()) track.contentHint = hint;
  for (const track of capture.stream.getAudioTracks()) track.contentHint = 'music';
  const { preset, encodeOnce } = wish;
  mesh.share({ stream: capture.stream, codecs, preset, encodeOnce, ...encodings() });

  function encodings(): Encodings {
    return {
      settings: senderSettings(wish.preset, wish.hint, capture.size),
      rungs: rungsOf(wish.preset, wish.hint, capture.size),
    };
  }

  return {
    stream: capture.stream,
    get facts() {
      return {
        source: capture.source,
        title: capture.title,
        preset: wish.preset,
        hint,
        sound: capture.stream.getAudioTracks().length > 0,
        size: capture.size,
        startedAt,
      };
    },
    release: () => capture.stop(),
    async stop(reason) {
      capture.stop();
      mesh.release();
      await mesh.tell({ type: 'share-ended', reason });
      mesh.share(null);
    },
  };
}
