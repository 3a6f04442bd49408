import { reduceChat } from '../core/chat/chat.ts';
import { readChat, writeChat } from '../core/chat/chat-message.ts';
import { NO_CHAT, type ChatEvent, type ChatState } from '../core/chat/chat-state.ts';
import type { SaidLine } from '../core/chat/line.ts';

/** A member of a room without server and network: its chat, and what a test says of it. */
export interface FakeChatMember {
  readonly id: string;
  state: ChatState;
  /** Its program has no chat. */
  readonly deaf: boolean;
  /** The server can be reached. */
  online: boolean;
  sharing: boolean;
}

/** Members of one room, whose messages go through one queue, and a clock that a test turns. */
export class FakeChatRoom {
  readonly members = new Map<string, FakeChatMember>();
  /** ms */
  now = 1_000_000;
  /** What is on the way. */
  readonly queue: { readonly from: string; readonly to: string; readonly text: string }[] = [];
  /** Messages that are lost on the way. */
  lose: (from: string, to: string) => boolean = () => false;
  /** Length of the longest message so far as it goes out in a room without a key, in characters. */
  longest = 0;
  #lines = 0;

  /** A newcomer, who asks what it has missed. */
  join(id: string, deaf = false): FakeChatMember {
    const member = { id, state: NO_CHAT, deaf, online: true, sharing: false };
    this.members.set(id, member);
    this.tellRoom(id);
    return member;
  }

  leave(id: string): void {
    this.members.delete(id);
    this.tellRoom();
  }

  /** Everyone learns how the room is. @param entered who has just come in */
  tellRoom(entered: string | null = null): void {
    for (const member of this.members.values()) {
      const others = [...this.members.values()].filter(({ id }) => id !== member.id);
      const { id, online, sharing } = member;
      this.dispatch(id, {
        type: 'room',
        entered: id === entered,
        room: {
          me: { id, name: id.toUpperCase(), sharing },
          online,
          supported: !member.deaf,
          members: others.map((other) => ({
            id: other.id,
            name: other.id.toUpperCase(),
            chat: !other.deaf,
            sharing: other.sharing,
            absent: !other.online,
          })),
        },
      });
    }
  }

  dispatch(id: string, event: ChatEvent): void {
    const member = this.of(id);
    const { state, effects } = reduceChat(member.state, event, this.now);
    member.state = state;
    for (const effect of effects) {
      if (effect.type !== 'send' || !member.online) continue;
      const text = writeChat(effect.message);
      this.longest = Math.max(this.longest, JSON.stringify(text).length);
      this.queue.push({ from: id, to: effect.to, text });
    }
  }

  /** @returns the line's id */
  say(id: string, text: string): string {
    this.#lines += 1;
    const line = `line-${String(this.#lines).padStart(6, '0')}`;
    this.dispatch(id, { type: 'say', id: line, text });
    return line;
  }

  /** Carries everything that is on the way, and what follows from it. */
  settle(): void {
    for (let next = this.queue.shift(); next; next = this.queue.shift()) {
      const { from, to, text } = next;
      const receiver = this.members.get(to);
      const message = readChat(text);
      if (!message) throw new Error(`unreadable: ${text}`);
      if (receiver?.online && !this.lose(from, to)) this.dispatch(to, { type: 'came', from, message });
    }
  }

  /** Lets time pass, with a tick for everyone at its end. @param ms how much */
  pass(ms: number): void {
    this.now += ms;
    for (const id of this.members.keys()) this.dispatch(id, { type: 'tick' });
    this.settle();
  }

  of(id: string): FakeChatMember {
    const member = this.members.get(id);
    if (!member) throw new Error(`nobody is called ${id}`);
    return member;
  }

  /** What stands in a member's chat that a person said. */
  said(id: string): readonly SaidLine[] {
    return this.of(id).state.lines.filter((line): line is SaidLine => line.kind === 'said');
  }

  texts(id: string): readonly string[] {
    return this.said(id).map(({ text }) => text);
  }

  /** Comings and goings as they stand in a member's chat. */
  news(id: string): readonly string[] {
    return this.of(id).state.lines.flatMap((line) =>
      line.kind === 'news' ? `${line.name} ${line.news}` : [],
    );
  }
}
