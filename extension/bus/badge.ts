import type { ChatView } from '../core/chat/chat-view.ts';
import type { Snapshot } from '../core/snapshot.ts';
import type { Badge } from './message-check.ts';

const NO_BADGE: Badge = { live: false, paused: false, text: '', asks: false, unread: false };

/** What the toolbar icon says of a share; published when it changes. */
export interface BadgeKeeper {
  show(snapshot: Snapshot, chat: ChatView): void;
  /** The share is over. */
  clear(): void;
}

export function createBadge(publish: (badge: Badge) => void): BadgeKeeper {
  let badge = NO_BADGE;
  return {
    show(snapshot, { unread }) {
      const next = badgeOf(snapshot, unread);
      if (isSame(next, badge)) return;
      publish((badge = next));
    },
    clear: () => publish((badge = NO_BADGE)),
  };
}

function isSame(one: Badge, other: Badge): boolean {
  const { live, paused, text, asks } = one;
  return live === other.live && paused === other.paused && text === other.text && asks === other.asks;
}

/** Who asks to be let in comes first: somebody waits for an answer. Then a picture that stands. */
function badgeOf({ share, peers, waiting }: Snapshot, lines: number): Badge {
  if (!share) return NO_BADGE;
  const live = { live: true, paused: share.paused !== null, asks: false, unread: false };
  if (waiting.length > 0) return { ...live, text: `+${waiting.length}`, asks: true };
  if (share.crashed) return { ...live, text: '!' };
  if (lines > 0) return { ...live, text: `✉${lines}`, unread: true };
  return { ...live, text: String(peers.length) };
}
