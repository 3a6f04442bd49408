import type { EndedView, Fault, PeerView, Snapshot } from '../../core/snapshot.ts';

/**
 * What the viewer page shows in its middle. One at a time, in this order of weight:
 * - `left`: on purpose, by the person
 * - `failed`: not in the room
 * - `watching`, `paused`, `getting`, `unreachable`: someone shares, and the picture is here, held back by the sharer, on its
 *   way, or can't come
 * - `knocking`: at the door, the host is asked
 * - `connecting`, `reconnecting`: on the way into the room, nothing to show meanwhile
 * - `sharing`: only I share
 * - `ended`, `waiting`: nobody shares
 */
export type ViewerState =
  | { readonly kind: 'left' | 'knocking' | 'connecting' | 'reconnecting' | 'sharing' | 'waiting' }
  | { readonly kind: 'failed'; readonly fault: Fault }
  | { readonly kind: 'watching' | 'paused' | 'getting' | 'unreachable'; readonly peer: PeerView }
  | { readonly kind: 'ended'; readonly ended: EndedView };

export interface StageView {
  /** Who is on the stage. */
  readonly peer: PeerView;
  /** A frame of theirs has been shown. */
  readonly picture: boolean;
}

/** @param left the person pressed Leave and has not come back */
export function viewerState(snapshot: Snapshot, stage: StageView | null, left: boolean): ViewerState {
  const { phase, fault, share, ended } = snapshot;
  if (left && phase === 'idle') return { kind: 'left' };
  if (phase === 'failed') return { kind: 'failed', fault: fault ?? { code: 'internal' } };
  if (phase === 'waiting') return { kind: 'knocking' };
  if (stage) return onStage(stage);
  if (phase === 'idle' || phase === 'connecting') return { kind: 'connecting' };
  if (phase === 'reconnecting') return { kind: 'reconnecting' };
  if (share) return { kind: 'sharing' };
  return ended ? { kind: 'ended', ended } : { kind: 'waiting' };
}

/** What lies between opening a link and seeing a picture, in order. */
export const STEPS = ['server', 'room', 'picture'] as const;

/** @returns which of {@link STEPS} is under way; null where nothing is, or nothing but waiting helps */
export function stepOf({ kind }: ViewerState, { fault }: Pick<Snapshot, 'fault'>): number | null {
  if (kind === 'connecting') return fault === null ? 0 : null;
  if (kind === 'knocking') return 1;
  return kind === 'getting' ? 2 : null;
}

function onStage({ peer, picture }: StageView): ViewerState {
  if (picture) return { kind: peer.paused ? 'paused' : 'watching', peer };
  return { kind: peer.link === 'failed' ? 'unreachable' : 'getting', peer };
}
