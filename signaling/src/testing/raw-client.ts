import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A frame of the server: unmasked, final (RFC 6455, section 5.2). */
interface ServerFrame {
  readonly opcode: number;
  readonly payload: Buffer;
}

const HANDSHAKE_END = '\r\n\r\n';

/** A WebSocket handshake by hand, for what no client library would send. It understands what the server sends. */
export class RawClient {
  readonly socket: Socket;
  /** The server's answer to the handshake. */
  readonly handshake: string;
  readonly frames: ServerFrame[] = [];
  /** Once the server has closed the connection. */
  readonly ended: Promise<unknown>;
  #rest: Buffer;

  private constructor(socket: Socket, handshake: string, rest: Buffer) {
    this.socket = socket;
    this.handshake = handshake;
    this.#rest = rest;
    this.ended = once(socket, 'close');
    socket.on('data', (chunk) => this.#read(chunk));
    socket.on('error', () => undefined);
  }

  /** @param headers more lines of the request, each ended by CRLF */
  static async open(url: string, headers = ''): Promise<RawClient> {
    const { port, pathname } = new URL(url);
    const socket = connect({ port: Number(port), host: '127.0.0.1', noDelay: true });
    socket.write(
      `GET ${pathname} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n${headers}\r\n`,
    );
    let answer = Buffer.alloc(0);
    while (!answer.includes(HANDSHAKE_END)) {
      const [chunk]: Buffer[] = await once(socket, 'data');
      answer = Buffer.concat([answer, chunk ?? Buffer.alloc(0)]);
    }
    const end = answer.indexOf(HANDSHAKE_END) + HANDSHAKE_END.length;
    return new RawClient(socket, answer.toString('latin1', 0, end), answer.subarray(end));
  }

  /** Sends the chunks one after the other, each in a read of its own as far as the system lets it. */
  async write(chunks: readonly Buffer[]): Promise<void> {
    for (const chunk of chunks) {
      if (this.socket.destroyed) return;
      this.socket.write(chunk);
      await new Promise(setImmediate);
    }
  }

  /** Resolves with the first frame that fits, those before it included in {@link frames}. */
  async until(fits: (frame: ServerFrame) => boolean): Promise<ServerFrame> {
    for (;;) {
      const frame = this.frames.find(fits);
      if (frame) return frame;
      if (this.socket.destroyed) throw new Error('closed');
      await Promise.race([once(this.socket, 'data'), this.ended]);
    }
  }

  #read(chunk: Buffer): void {
    let bytes = Buffer.concat([this.#rest, chunk]);
    for (;;) {
      const frame = readFrame(bytes);
      if (!frame) break;
      this.frames.push(frame);
      bytes = bytes.subarray(frame.end);
    }
    this.#rest = bytes;
  }
}

/** @returns null while the frame is not whole */
function readFrame(bytes: Buffer): (ServerFrame & { end: number }) | null {
  const [first = 0, size = 0] = bytes;
  if (bytes.length < 2) return null;
  const start = size < 126 ? 2 : size === 126 ? 4 : 10;
  if (bytes.length < start) return null;
  const length = size < 126 ? size : size === 126 ? bytes.readUInt16BE(2) : bytes.readUInt32BE(6);
  const end = start + length;
  if (bytes.length < end) return null;
  return { opcode: first & 0x0f, payload: Buffer.from(bytes.subarray(start, end)), end };
}
