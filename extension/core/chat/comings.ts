import { put, timeOf } from './chat-log.ts';
import type { ChatState, RoomNow } from './chat-state.ts';
import type { News } from './line.ts';

interface Happened {
  readonly news: News;
  readonly who: { readonly id: string; readonly name: string };
}

/** What is different in the room: who came, who left, who shares. */
export function comings(before: ChatState, { me, members }: RoomNow): readonly Happened[] {
  const now = new Map(members.map((member) => [member.id, member]));
  const left = [...before.members.values()].filter(({ id }) => !now.has(id));
  return [
    ...left.map((who): Happened => ({ news: 'left', who })),
    ...members.flatMap((who): Happened[] => {
      const known = before.members.get(who.id);
      const came: Happened[] = known ? [] : [{ news: 'came', who }];
      return [...came, ...shares(known?.sharing ?? false, who)];
    }),
    ...shares(before.me.sharing, me),
  ];
}

function shares(did: boolean, who: Happened['who'] & { readonly sharing: boolean }): Happened[] {
  return did === who.sharing ? [] : [{ news: who.sharing ? 'shares' : 'shares-no-more', who }];
}

/** Writes down what happened. @param at ms, now */
export function addNews(state: ChatState, { news, who: { id, name } }: Happened, at: number): ChatState {
  const count = state.count + 1;
  const me = id === state.me.id;
  const time = timeOf(state.lines, at);
  const line = { kind: 'news', key: `news/${count}`, news, who: id, name, me, at: time } as const;
  return { ...state, count, lines: put(state.lines, line) };
}
