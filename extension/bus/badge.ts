import type { ChatView } from '../core/chat/chat-view.ts';
import type { Snapshot } from '../core/snapshot.ts';
import type { Badge } from './message-check.ts';

const NO_BADGE: Badge = { live: false, text: '', asks: false, unread: false };

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
      if (next.live === badge.live && next.text === badge.text && next.asks === badge.asks) return;
      publish((badge = next));
    },
    clear: () => publish((badge = NO_BADGE)),
  };
}

/** Who asks to be let in comes first: somebody waits for an answer. Then a picture that stands. */
function badgeOf({ share, peers, waiting }: Snapshot, lines: number): Badge {
  if (!share) return NO_BADGE;
  if (waiting.length > 0) return { live: true, text: `+${waiting.length}`, asks: true, unread: false };
  if (share.crashed) return { live: true, text: '!', asks: false, unread: false };
  if (lines > 0) return { live: true, text: `✉${lines}`, asks: false, unread: true };
  return { live: true, text: String(peers.length), asks: false, unread: false };
}
