import type { IncomingChat, SessionState, Step } from '../session-state.ts';

/* The chat's part in a stay: what carries its messages. */

/** Sends something to a member; nothing while the server is away. */
export function chatTo(
  state: SessionState,
  { to, text }: { readonly to: string; readonly text: string },
): Step {
  if (state.phase !== 'joined') return { state, effects: [] };
  const message = { type: 'chat', to, room: state.room, text } as const;
  return { state, effects: [{ type: 'send', message }] };
}

/** Something came; who is no member says nothing. */
export function chatCame(state: SessionState, { from, text }: IncomingChat): Step {
  return { state, effects: state.peers.has(from) ? [{ type: 'chat-came', from, text }] : [] };
}
