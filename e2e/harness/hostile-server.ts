import { once } from 'node:events';
import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer, type RawData } from 'ws';

/** A message in either direction; its fields are what a server reads without a key. */
export interface Wire {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** One client's connection, held by the hostile server. */
export interface Victim {
  /** The id that it joined under; empty before. */
  readonly id: string;
  /** Puts a message of the server's own making into its ear. */
  tell(message: Wire): void;
}

/** @returns what the client gets instead */
export type Trick = (message: Wire, victim: Victim) => readonly Wire[];

const honestly: Trick = (message) => [message];

/**
 * The signaling service in the hands of someone hostile: a proxy before the real one that reads everything, and changes
 * what the clients get as a test tells it to.
 */
export class HostileServer {
  readonly origin: string;
  /** Everything that passed, in both directions, as text. */
  readonly read: string[] = [];
  /** What the clients sent, parsed. */
  readonly sent: Wire[] = [];
  /** Method, address and headers of each request. */
  readonly requests: string[];
  readonly victims = new Set<Victim>();
  /** What is done to all that the clients get. */
  trick: Trick = honestly;
  /** What is done to all that the clients send. */
  outTrick: Trick = honestly;
  readonly #close: () => Promise<void>;

  private constructor(origin: string, requests: string[], close: () => Promise<void>) {
    this.origin = origin;
    this.requests = requests;
    this.#close = close;
  }

  /** @param target origin of the real service */
  static async start(target: string): Promise<HostileServer> {
    const requests: string[] = [];
    const note = ({ method, url, rawHeaders }: IncomingMessage) =>
      requests.push(`${method} ${url} ${rawHeaders.join(' ')}`);
    const http = createServer((request, response) => {
      note(request);
      passOn(target, request, response);
    });
    http.on('upgrade', note);
    const sockets = new WebSocketServer({ server: http, path: '/ws' });
    http.listen(0, 'localhost');
    await once(http, 'listening');
    const { port } = http.address() as AddressInfo;
    const server = new HostileServer(`http://localhost:${port}`, requests, async () => {
      for (const socket of sockets.clients) socket.terminate();
      http.closeAllConnections();
      await new Promise((resolve) => {
        http.close(resolve);
      });
    });
    sockets.on('connection', (socket) =>
      server.#bridge(socket, new WebSocket(`${target.replace('http', 'ws')}/ws`)),
    );
    return server;
  }

  /** Back to mere reading, with nothing read. */
  reset(): void {
    this.trick = honestly;
    this.outTrick = honestly;
    this.read.length = 0;
    this.sent.length = 0;
    this.requests.length = 0;
  }

  close(): Promise<void> {
    return this.#close();
  }

  #bridge(client: WebSocket, service: WebSocket): void {
    const early: string[] = [];
    const victim = { id: '', tell: (message: Wire) => client.send(JSON.stringify(message)) };
    this.victims.add(victim);
    client.on('message', (data) => {
      const message = JSON.parse(this.#listen(data)) as Wire;
      this.sent.push(message);
      if (message.type === 'join') victim.id = String(message['id']);
      for (const each of this.outTrick(message, victim)) {
        if (service.readyState === WebSocket.OPEN) service.send(JSON.stringify(each));
        else early.push(JSON.stringify(each));
      }
    });
    service.on('open', () => early.splice(0).forEach((text) => service.send(text)));
    service.on('message', (data) => {
      const message = JSON.parse(this.#listen(data)) as Wire;
      for (const each of this.trick(message, victim)) victim.tell(each);
    });
    client.on('close', () => {
      this.victims.delete(victim);
      // Not cut off: the farewell before it is still on its way.
      service.close();
    });
    service.on('close', () => client.terminate());
    service.on('error', () => client.terminate());
  }

  #listen(data: RawData): string {
    const text = (data as Buffer).toString();
    this.read.push(text);
    return text;
  }
}

/** The pages and answers of the real service, under the hostile one's name. */
function passOn(target: string, incoming: IncomingMessage, response: ServerResponse): void {
  const { url = '/', method = 'GET', headers } = incoming;
  const outgoing = ask(new URL(url, target), { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  outgoing.on('error', () => response.destroy());
  incoming.pipe(outgoing);
}
