import type { Presence } from './presence.ts';
import { createRecording, type Recording, type RecordingOptions } from './recording/recording.ts';
import { schedule } from './schedule.ts';

/** Why a peer sends less than it has although its link could carry more: where all is wanted, more comes soon. */
const HELD: ReadonlySet<string> = new Set(['window', 'hidden', 'trial']);

/** Recording what goes on in a room; its members are told. */
export function createRoomRecording(
  { session, mesh, recorders }: Presence,
  options: Pick<RecordingOptions, 'streamOf' | 'changed' | 'failed' | 'kept'>,
): Recording {
  return createRecording({
    ...options,
    schedule,
    me: () => session.state.id,
    members: () =>
      [...session.state.peers.keys()].map((id) => ({ id, shows: Boolean(mesh.links.get(id)?.remote) })),
    isHeld: (peer) => HELD.has(mesh.links.get(peer)?.told.shown?.reason ?? ''),
    follows: (peer) => recorders.setMine(peer !== null),
  });
}
