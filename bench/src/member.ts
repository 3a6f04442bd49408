import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { Dialect } from './dialects.ts';
import { joinRaw } from './raw-member.ts';

/** A client in a room. */
export interface Member {
  readonly id: string;
  readonly room: string;
  /** Called for each message of another member. */
  onRelay: () => void;
  /** Sends all texts in one write. */
  send(texts: readonly string[]): void;
  close(): void;
}

/** Connects and joins. */
export function join(dialect: Dialect, port: number, room: string, id: string): Promise<Member> {
  return dialect.isRaw ? joinRaw(port, room, id) : joinSocket(dialect, port, room, id);
}

async function joinSocket(dialect: Dialect, port: number, room: string, id: string): Promise<Member> {
  const ws = new WebSocket(dialect.url(port, id), { perMessageDeflate: false, skipUTF8Validation: true });
  const member: Member = {
    id,
    room,
    onRelay: () => undefined,
    send: (texts) => sendTogether(ws, texts),
    close: () => ws.terminate(),
  };
  const joined = new Promise<void>((resolve) => {
    ws.on('message', (data: Buffer) => {
      const text = data.toString('latin1');
      if (dialect.isRelay(text)) return member.onRelay();
      if (dialect.isJoined(text)) resolve();
      for (const answer of dialect.answer(text, room, id)) ws.send(answer);
    });
  });
  await once(ws, 'open');
  for (const text of dialect.hello(room, id)) ws.send(text);
  await joined;
  return member;
}

/** One write, one system call: so that a burst reaches the server as one. `ws` keeps its socket to itself. */
function sendTogether(
  ws: WebSocket & { _socket?: { cork(): void; uncork(): void } },
  texts: readonly string[],
): void {
  ws._socket?.cork();
  for (const text of texts) ws.send(text);
  ws._socket?.uncork();
}
