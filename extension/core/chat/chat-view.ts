import type { ChatState } from './chat-state.ts';
import type { ChatLine } from './line.ts';

/** What the UI reads of a chat. Plain data, immutable: a change makes a new one. */
export interface ChatView {
  /** - `off`: in no room, or its server passes no chat on - `away`: the server cannot be reached; lines wait for it */
  readonly state: 'off' | 'on' | 'away';
  /** The room has no key: whoever runs the server can read along. */
  readonly open: boolean;
  /** Peer id of oneself. */
  readonly me: string;
  /** Others who can read it, and others who cannot: their program has no chat. */
  readonly readers: number;
  readonly deaf: number;
  /** Oldest first. */
  readonly lines: readonly ChatLine[];
  /** Lines of others since one last looked. */
  readonly unread: number;
}

export const CHAT_OFF: ChatView = {
  state: 'off',
  open: false,
  me: '',
  readers: 0,
  deaf: 0,
  lines: [],
  unread: 0,
};

export function chatView(state: ChatState, open: boolean): ChatView {
  const members = [...state.members.values()];
  const readers = members.filter(({ chat }) => chat).length;
  return {
    state: stateOf(state),
    open,
    me: state.me.id,
    readers,
    deaf: members.length - readers,
    lines: state.lines,
    unread: state.unread,
  };
}

function stateOf({ supported, online, since }: ChatState): ChatView['state'] {
  if (!supported || since === null) return 'off';
  return online ? 'on' : 'away';
}
