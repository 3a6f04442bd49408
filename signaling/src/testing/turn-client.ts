import { createHash, createHmac, randomBytes } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { IceServer } from '../../protocol/index.ts';

const MAGIC = 0x2112a442;
const ALLOCATE = 0x0003;
const ALLOCATED = 0x0103;
const ATTRIBUTE = {
  username: 0x0006,
  integrity: 0x0008,
  error: 0x0009,
  realm: 0x0014,
  nonce: 0x0015,
  transport: 0x0019,
};

type Attributes = Map<number, Buffer>;

function attribute(type: number, value: Buffer): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt16BE(type, 0);
  header.writeUInt16BE(value.length, 2);
  return Buffer.concat([header, value, Buffer.alloc((4 - (value.length % 4)) % 4)]);
}

/** A TURN Allocate request (RFC 5766), signed when there is a key. */
function allocate(attributes: readonly Buffer[], key: Buffer | null): Buffer {
  const body = Buffer.concat([attribute(ATTRIBUTE.transport, Buffer.from([17, 0, 0, 0])), ...attributes]);
  const header = Buffer.alloc(8);
  header.writeUInt16BE(ALLOCATE, 0);
  header.writeUInt16BE(body.length + (key ? 24 : 0), 2);
  header.writeUInt32BE(MAGIC, 4);
  const message = Buffer.concat([header, randomBytes(12), body]);
  if (!key) return message;
  return Buffer.concat([
    message,
    attribute(ATTRIBUTE.integrity, createHmac('sha1', key).update(message).digest()),
  ]);
}

function readAttributes(message: Buffer): Attributes {
  const found: Attributes = new Map();
  for (let at = 20; at + 4 <= message.length;) {
    const length = message.readUInt16BE(at + 2);
    found.set(message.readUInt16BE(at), message.subarray(at + 4, at + 4 + length));
    at += 4 + Math.ceil(length / 4) * 4;
  }
  return found;
}

async function ask(
  socket: Socket,
  port: number,
  request: Buffer,
): Promise<{ type: number; attributes: Attributes }> {
  socket.send(request, port, '127.0.0.1');
  const [answer]: Buffer[] = await once(socket, 'message', { signal: AbortSignal.timeout(1000) });
  if (!answer) throw new Error('no answer');
  return { type: answer.readUInt16BE(0), attributes: readAttributes(answer) };
}

/** Asks a TURN server on this machine for a relay, as a browser does. @returns `ok`, or the error's code */
export async function tryCredential(
  { port, realm }: { port: number; realm: string },
  { username = '', credential = '' }: Partial<IceServer>,
): Promise<string> {
  // A nonce is good for the address that it was given to.
  const socket = createSocket('udp4');
  const challenge = await ask(socket, port, allocate([], null));
  const nonce = challenge.attributes.get(ATTRIBUTE.nonce) ?? Buffer.alloc(0);
  const key = createHash('md5').update(`${username}:${realm}:${credential}`).digest();
  const answer = await ask(
    socket,
    port,
    allocate(
      [
        attribute(ATTRIBUTE.username, Buffer.from(username)),
        attribute(ATTRIBUTE.realm, Buffer.from(realm)),
        attribute(ATTRIBUTE.nonce, nonce),
      ],
      key,
    ),
  );
  socket.close();
  const error = answer.attributes.get(ATTRIBUTE.error);
  return answer.type === ALLOCATED ? 'ok' : `${(error?.[2] ?? 0) * 100 + (error?.[3] ?? 0)}`;
}
