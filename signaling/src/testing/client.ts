import { once } from 'node:events';
import { WebSocket, type ClientOptions } from 'ws';
import { parseServerMessage, type ServerMessage } from '../../protocol/index.ts';

type Type = ServerMessage['type'];
type Of<T extends Type> = Extract<ServerMessage, { type: T }>;

/** How long a message that a test waits for may take, in ms. */
const PATIENCE_MS = 5000;

/** A bare client of the wire: sends what it is told, keeps what it gets, and checks it against the schema. */
export class TestClient {
  readonly ws: WebSocket;
  /** What has come and no test has taken yet. */
  readonly inbox: ServerMessage[] = [];
  /** The texts of everything that has come. */
  readonly texts: string[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;
  #wake: (() => void)[] = [];

  private constructor(ws: WebSocket) {
    this.ws = ws;
    this.closed = new Promise((resolve) => {
      ws.on('close', (code, reason) => {
        resolve({ code, reason: reason.toString() });
        this.#wakeAll();
      });
    });
    ws.on('error', () => undefined);
    ws.on('message', (data: Buffer) => this.#receive(data.toString()));
  }

  static async open(url: string, options: ClientOptions = {}): Promise<TestClient> {
    const client = new TestClient(new WebSocket(url, options));
    await once(client.ws, 'open');
    return client;
  }

  /** Opens and joins in one go. */
  static async join(url: string, room: string, id: string, fields: object = {}): Promise<TestClient> {
    const client = await TestClient.open(url);
    client.send({ type: 'join', room, id, ...fields });
    return client;
  }

  /** Sends an object as JSON, a string as it is. */
  send(message: object | string): void {
    this.ws.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** Takes the oldest message of a type, waiting for it if need be. */
  async take<T extends Type>(type: T): Promise<Of<T>> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const index = this.inbox.findIndex((message) => message.type === type);
      const message = index < 0 ? undefined : this.inbox.splice(index, 1)[0];
      if (message && isOf(message, type)) return message;
      const left = deadline - Date.now();
      if (left <= 0 || this.ws.readyState === WebSocket.CLOSED) {
        throw new Error(`no ${type}; had ${JSON.stringify(this.inbox)}`);
      }
      await this.#change(left);
    }
  }

  /** Everything that came before the answer to a message that the server refuses: a fence in the order of messages. */
  async drain(): Promise<ServerMessage[]> {
    this.send('fence');
    for (;;) {
      const index = this.inbox.findIndex(
        (message) => message.type === 'error' && message.message === 'not JSON',
      );
      if (index >= 0) return this.inbox.splice(0, index + 1).slice(0, -1);
      await this.#change(PATIENCE_MS);
      if (this.ws.readyState === WebSocket.CLOSED) throw new Error('closed');
    }
  }

  #receive(text: string): void {
    const parsed = parseServerMessage(text);
    if (!parsed.ok) throw new Error(`the server sent what its schema refuses: ${parsed.problem}`);
    this.texts.push(text);
    this.inbox.push(parsed.value);
    this.#wakeAll();
  }

  #wakeAll(): void {
    for (const wake of this.#wake.splice(0)) wake();
  }

  /** Resolves with the next message or the close, or after `ms`. */
  #change(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}

function isOf<T extends Type>(message: ServerMessage, type: T): message is Of<T> {
  return message.type === type;
}
