import type { Readable, Writable } from 'node:stream';

/** The answer to a call, or an event. */
interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly sessionId?: string };
  readonly sessionId?: string;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

interface Waiting {
  readonly sessionId: string | undefined;
  readonly settle: (message: Pick<Message, 'result' | 'error'>) => void;
}

/** Slow machines start a renderer in seconds; nothing takes longer than this. */
const CALL_TIMEOUT_MS = 30_000;

/**
 * Chrome DevTools Protocol with flat sessions over `--remote-debugging-pipe`: the browser ends with its pipe, so
 * none is left behind. Nothing is attached by itself: a debugger keeps an extension's worker alive and hides bugs.
 */
export class Cdp {
  readonly #out: Writable;
  readonly #in: Readable;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #rest = '';

  /** @param out the browser's fd 3 @param input the browser's fd 4 */
  constructor(out: Writable, input: Readable) {
    this.#out = out;
    this.#in = input;
    input.setEncoding('utf8');
    input.on('data', (text: string) => this.#receive(text));
    input.on('close', () => this.#failAll());
    // The browser may go first; the calls that wait then fail through `close`.
    out.on('error', () => this.#failAll());
  }

  /**
   * Calls a method.
   * @param sessionId of an attached target; none = the browser itself
   * @throws Error with the protocol's message, when the browser is gone, or after 30 s
   */
  send<R = unknown>(method: string, params: object = {}, sessionId?: string): Promise<R> {
    const id = ++this.#lastId;
    return new Promise<R>((resolve, reject) => {
      const timer = setTimeout(() => settle({ error: { message: 'no answer' } }), CALL_TIMEOUT_MS);
      const settle: Waiting['settle'] = (message) => {
        clearTimeout(timer);
        this.#waiting.delete(id);
        if (message.error) reject(new Error(`${method}: ${message.error.message}`));
        else resolve(message.result as R);
      };
      this.#waiting.set(id, { sessionId, settle });
      this.#out.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  /** Lets go of the pipe, which ends the browser. */
  dispose(): void {
    this.#out.destroy();
    this.#in.destroy();
    this.#failAll();
  }

  #receive(text: string): void {
    const parts = (this.#rest + text).split('\0');
    this.#rest = parts.pop() ?? '';
    for (const part of parts) {
      const message = JSON.parse(part) as Message;
      if (message.id !== undefined) this.#waiting.get(message.id)?.settle(message);
      // A target that closes, as a popup does at any time, leaves its calls without an answer.
      if (message.method === 'Target.detachedFromTarget')
        this.#fail('the target is gone', message.params?.sessionId);
    }
  }

  #failAll(): void {
    this.#fail('the browser is gone');
  }

  /** @param session none = all of them */
  #fail(message: string, session?: string): void {
    for (const { sessionId, settle } of this.#waiting.values()) {
      if (session === undefined || session === sessionId) settle({ error: { message } });
    }
  }
}
