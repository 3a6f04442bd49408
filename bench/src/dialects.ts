import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** How one server is started and spoken to; everything on the wire is text. */
export interface Dialect {
  readonly name: string;
  /** A script for plain Node; it listens on `PORT` and sends `ready` over IPC, or logs until it does. */
  readonly script: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Of Node, as the server is meant to be started. */
  readonly flags?: readonly string[];
  /** Bytes instead of a protocol: what is asked below about texts on the way in does not apply. */
  readonly isRaw?: true;
  /** Address to connect to, for a member of a room. */
  url(port: number, id: string): string;
  /** What to send when this came, on the way into a room. */
  answer(text: string, room: string, id: string): readonly string[];
  /** Sent as soon as the socket is open. */
  hello(room: string, id: string): readonly string[];
  /** True for the message that ends the way in. */
  isJoined(text: string): boolean;
  /** True for what another member sent. */
  isRelay(text: string): boolean;
  relay(payload: Payload, room: string, to: string): string;
}

/** An offer or a candidate, without its addressing. */
export type Payload =
  | { readonly type: 'offer'; readonly sdp: string }
  | { readonly type: 'ice-candidate'; readonly candidate: object };

const server = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const plain = {
  url: (port: number) => `ws://127.0.0.1:${port}/ws`,
  hello: (room: string, id: string) => [JSON.stringify({ type: 'join', room, id })],
  answer: () => [],
  isJoined: (text: string) => text.startsWith('{"type":"joined"'),
  isRelay: (text: string) => text.includes('"from":'),
  relay: ({ type, ...content }: Payload, room: string, to: string) =>
    JSON.stringify({ type, to, room, ...content }),
};

const flags: readonly string[] = JSON.parse(readFileSync(server('../../signaling/node-flags.json'), 'utf8'));

const porthole: Dialect = {
  name: 'porthole',
  script: server('../../signaling/dist/src/main.js'),
  flags,
  // Everything on, as in production; the log goes to a pipe as it does there. Loopback is trusted as a proxy unless another
  // address is: the limits of an address would not be looked at.
  env: {
    HOST: '127.0.0.1',
    TRUSTED_PROXIES: '192.0.2.1',
    MESSAGES_PER_SECOND: '100000',
    ADDRESS_MESSAGES_PER_SECOND: '1000000',
    ADDRESS_CONNECTIONS: '100000',
    ADDRESS_ROOMS: '100000',
  },
  ...plain,
};

const bare: Dialect = { name: 'bare ws', script: server('servers/bare.mjs'), ...plain };

const socketIo: Dialect = {
  name: 'socket.io',
  script: server('servers/socket-io.mjs'),
  url: (port) => `ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`,
  hello: () => [],
  answer(text, room, id) {
    if (text.startsWith('0')) return ['40'];
    if (text.startsWith('40')) return [`42${JSON.stringify(['join', { room, id }])}`];
    return text === '2' ? ['3'] : [];
  },
  isJoined: (text) => text.startsWith('42["joined"'),
  isRelay: (text) => text.startsWith('42["relay"'),
  relay: ({ type, ...content }, room, to) => `42${JSON.stringify(['relay', { type, to, room, ...content }])}`,
};

const peerServer: Dialect = {
  name: 'PeerServer',
  script: server('servers/peer-server.mjs'),
  url: (port, id) => `ws://127.0.0.1:${port}/peerjs?key=peerjs&id=${id}&token=token-${id}`,
  hello: () => [],
  answer: () => [],
  isJoined: (text) => text.startsWith('{"type":"OPEN"'),
  isRelay: (text) => text.includes('"src":'),
  relay: ({ type, ...content }, _room, to) =>
    JSON.stringify({ type: type === 'offer' ? 'OFFER' : 'CANDIDATE', dst: to, payload: content }),
};

/** Nothing to compare with, but to judge the goals by: a relay over TCP that does no work at all. */
const floor: Dialect = {
  name: 'floor',
  script: server('servers/floor.mjs'),
  isRaw: true,
  ...plain,
  relay: (payload, room, to) => `${plain.relay(payload, room, to)}\n`,
};

export const DIALECTS: readonly Dialect[] = [porthole, bare, socketIo, peerServer, floor];
