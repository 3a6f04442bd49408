import { useState } from 'react';
import type { PeerView, Snapshot } from '../../core/snapshot.ts';
import { useSnapshot } from '../use-snapshot.ts';
import { useStage } from './use-stage.ts';
import { viewerState, type ViewerState } from './viewer-state.ts';
import type { ViewerProps } from './ViewerApp.tsx';

/** Everything that the viewer's pieces read, derived from the Snapshot in one place. */
export interface Page {
  readonly snapshot: Snapshot;
  readonly state: ViewerState;
  /** All who share, oneself excepted, in the order of the room. */
  readonly sharers: readonly PeerView[];
  /** Who is large, if anyone shares. */
  readonly staged: PeerView | null;
  readonly stream: MediaStream | null;
  readonly choose: (id: string | undefined) => void;
  /** A stream has shown its first frame, large or small: no need to wait for it again. */
  readonly onPicture: (stream: MediaStream) => void;
  readonly leave: () => void;
  readonly retry: () => void;
}

/** Follows the RoomClient and keeps what only this page knows: who is large, and whether the person left. */
export function usePage(controls: ViewerProps['controls']): Page {
  const snapshot = useSnapshot(controls);
  const [left, setLeft] = useState(false);
  const [shown, setShown] = useState<readonly MediaStream[]>([]);
  // A client of protocol version 1 doesn't say that it shares: its stream does.
  const sharers = snapshot.peers.filter((peer) => peer.sharing || controls.streamOf(peer.id) !== null);
  const [stage, choose] = useStage(sharers.map((peer) => peer.id));
  const staged = sharers.find((peer) => peer.id === stage.on) ?? null;
  const stream = staged && controls.streamOf(staged.id);
  const picture = stream !== null && shown.includes(stream);
  return {
    snapshot,
    sharers,
    staged,
    stream,
    state: viewerState(snapshot, staged && { peer: staged, picture }, left),
    choose,
    onPicture: (first) =>
      setShown((streams) => [...streams.filter((each) => each.active && each !== first), first]),
    leave: () => {
      setLeft(true);
      controls.leave();
    },
    retry: () => {
      setLeft(false);
      controls.retry();
    },
  };
}
