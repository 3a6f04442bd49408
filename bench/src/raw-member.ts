import { once } from 'node:events';
import { connect } from 'node:net';
import type { Member } from './member.ts';

const NEWLINE = 0x0a;

/** A member without WebSocket: a line is a message, and what arrives is as it was sent. */
export async function joinRaw(port: number, room: string, id: string): Promise<Member> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  socket.write(room);
  await once(socket, 'data');
  const member: Member = {
    id,
    room,
    onRelay: () => undefined,
    send: (texts) => void socket.write(texts.join('')),
    close: () => void socket.destroy(),
  };
  socket.on('data', (chunk) => {
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) member.onRelay();
  });
  return member;
}
