import { writeFile } from 'node:fs/promises';
import type { Cdp } from './cdp.ts';
import { until } from './until.ts';

/** What can cross between here and a page. */
type Json = string | number | boolean | null | undefined | readonly Json[] | { readonly [key: string]: Json };

interface Evaluation {
  readonly result: { readonly value?: unknown; readonly objectId?: string };
  readonly exceptionDetails?: {
    readonly text: string;
    readonly exception?: { readonly description?: string };
  };
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** `KeyboardEvent.keyCode` of keys that write nothing. */
const KEY_CODES: Readonly<Record<string, number>> = {
  Enter: 13,
  Escape: 27,
  Tab: 9,
  ' ': 32,
  ArrowLeft: 37,
  ArrowUp: 38,
  ArrowRight: 39,
  ArrowDown: 40,
};

/** One attached target with a document: a tab's page, the popup, the offscreen document. */
export class Page {
  readonly targetId: string;
  readonly #cdp: Cdp;
  readonly #session: string;

  constructor(cdp: Cdp, targetId: string, session: string) {
    this.#cdp = cdp;
    this.targetId = targetId;
    this.#session = session;
  }

  /** Calls a protocol method on this target. */
  send<R = unknown>(method: string, params: object = {}): Promise<R> {
    return this.#cdp.send<R>(method, params, this.#session);
  }

  /**
   * Runs a function in the page and returns what it gives (awaited, as JSON).
   * @param body may use nothing from outside but its arguments
   * @throws Error with the page's own stack
   */
  evaluate<A extends readonly Json[], R>(
    body: (...args: A) => R | Promise<R>,
    ...args: A
  ): Promise<Awaited<R>> {
    return this.run(call(body, args));
  }

  /** The same as {@link evaluate}, and it counts as a person's gesture. */
  evaluateAsGesture<A extends readonly Json[], R>(
    body: (...args: A) => R | Promise<R>,
    ...args: A
  ): Promise<Awaited<R>> {
    return this.run(call(body, args), true);
  }

  /**
   * Runs a function on every live peer connection of the page, found on its heap; garbage is collected first.
   * @param body may use nothing from outside but the connections
   * @throws Error with the page's own stack
   */
  async callOnConnections<R>(
    body: (connections: readonly RTCPeerConnection[]) => R | Promise<R>,
  ): Promise<Awaited<R>> {
    const objectGroup = 'connections';
    try {
      const prototype = await this.send<Evaluation>('Runtime.evaluate', {
        expression: 'RTCPeerConnection.prototype',
        objectGroup,
      });
      const { objects } = await this.send<{ objects: { objectId: string } }>('Runtime.queryObjects', {
        prototypeObjectId: prototype.result.objectId,
        objectGroup,
      });
      const evaluation = await this.send<Evaluation>('Runtime.callFunctionOn', {
        objectId: objects.objectId,
        functionDeclaration: `function () { const __name = (f) => f; return (${body.toString()})(this); }`,
        awaitPromise: true,
        returnByValue: true,
      });
      return valueOf(evaluation) as Awaited<R>;
    } finally {
      await this.send('Runtime.releaseObjectGroup', { objectGroup });
    }
  }

  /** Runs source text, e.g. a bundled probe. */
  async run<R = unknown>(expression: string, userGesture = false): Promise<R> {
    const evaluation = await this.send<Evaluation>('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
      userGesture,
    });
    return valueOf(evaluation) as R;
  }

  /** Waits until a function in the page gives something truthy, and returns it. */
  waitFor<A extends readonly Json[], R>(
    what: string,
    body: (...args: A) => R | Promise<R>,
    args: A,
    ms?: number,
  ): Promise<NonNullable<Awaited<R>>> {
    return until<NonNullable<Awaited<R>>>(what, async () => (await this.evaluate(body, ...args)) || null, ms);
  }

  /** @returns whether the element is there and takes space */
  has(testId: string): Promise<boolean> {
    return this.evaluate((id) => {
      const element = document.querySelector(`[data-testid="${id}"]`);
      return element !== null && element.getClientRects().length > 0;
    }, testId);
  }

  /** Waits until the element is there and takes space. */
  async waitShown(testId: string, ms?: number): Promise<void> {
    await until(`${testId} to show`, () => this.has(testId), ms);
  }

  /** The element's text, or its value where it is a field; null while there is none. */
  text(testId: string): Promise<string | null> {
    return this.evaluate((id) => {
      const element = document.querySelector(`[data-testid="${id}"]`);
      const isField = element instanceof HTMLInputElement || element instanceof HTMLSelectElement;
      return isField ? element.value : (element?.textContent ?? null);
    }, testId);
  }

  /** Waits until the element's text matches, and returns the text. */
  async waitText(testId: string, pattern: RegExp, ms?: number): Promise<string> {
    let seen: string | null = null;
    try {
      return await until(
        `${testId} to read ${pattern}`,
        async () => {
          seen = await this.text(testId);
          return seen !== null && pattern.test(seen) ? seen : null;
        },
        ms,
      );
    } catch (thrown) {
      const whole = await this.evaluate(() => document.body.innerText).catch(() => 'nothing any more');
      throw new Error(`${testId} reads ${JSON.stringify(seen)}, not ${pattern}; the page shows:\n${whole}`, {
        cause: thrown,
      });
    }
  }

  /** Clicks an element with trusted mouse events; waits for it to be there, enabled, and unmoving. */
  async click(testId: string, ms?: number): Promise<void> {
    const release = await this.hold(testId, ms);
    await release();
  }

  /** The same, and keeps the button down. @returns lets go of it */
  async hold(testId: string, ms?: number): Promise<() => Promise<unknown>> {
    const at = await until(`${testId} to be clickable`, () => this.#place(testId), ms);
    await this.#mouse('mouseMoved', at);
    await this.#mouse('mousePressed', at);
    return () => this.#mouse('mouseReleased', at);
  }

  /** Replaces the text of a field, by trusted key events. */
  async type(testId: string, text: string): Promise<void> {
    await this.click(testId);
    await this.evaluate((id) => {
      const field = document.querySelector(`[data-testid="${id}"]`);
      if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.select();
    }, testId);
    await this.send('Input.insertText', { text });
  }

  /** Presses and lets go of a key, e.g. `Enter`, `Escape`, `ArrowDown`, `m`. */
  async press(key: string): Promise<void> {
    const windowsVirtualKeyCode = KEY_CODES[key] ?? key.toUpperCase().charCodeAt(0);
    const text = key === 'Enter' ? '\r' : key.length === 1 ? key : undefined;
    await this.send('Input.dispatchKeyEvent', { type: 'keyDown', key, windowsVirtualKeyCode, text });
    await this.send('Input.dispatchKeyEvent', { type: 'keyUp', key, windowsVirtualKeyCode });
  }

  /** Saves what the page shows as a PNG. */
  async screenshot(file: string): Promise<void> {
    const { data } = await this.send<{ data: string }>('Page.captureScreenshot', { format: 'png' });
    await writeFile(file, Buffer.from(data, 'base64'));
  }

  navigate(url: string): Promise<unknown> {
    return this.send('Page.navigate', { url });
  }

  url(): Promise<string> {
    return this.evaluate(() => location.href);
  }

  /** Closes the target itself. */
  async close(): Promise<void> {
    await this.#cdp.send('Target.closeTarget', { targetId: this.targetId });
  }

  /** Lets go of the target, which lives on. */
  async detach(): Promise<void> {
    await this.#cdp.send('Target.detachFromTarget', { sessionId: this.#session });
  }

  #mouse(type: 'mouseMoved' | 'mousePressed' | 'mouseReleased', { x, y }: Point): Promise<unknown> {
    const button = type === 'mouseMoved' ? 'none' : 'left';
    return this.send('Input.dispatchMouseEvent', { type, x, y, button, clickCount: 1 });
  }

  /** The middle of an element that a person could click now. */
  #place(testId: string): Promise<Point | null> {
    return this.evaluate(async (id) => {
      const element = document.querySelector(`[data-testid="${id}"]`);
      if (!element || element.matches(':disabled')) return null;
      element.scrollIntoView({ block: 'center' });
      const before = element.getBoundingClientRect();
      await new Promise((resolve) => {
        setTimeout(resolve, 30);
      });
      const { x, y, width, height } = element.getBoundingClientRect();
      // On a busy machine 30 ms may pass without a frame: what is about to move has not begun to.
      const animated = document
        .getAnimations()
        .map(({ effect }) => (effect instanceof KeyframeEffect ? effect : null))
        .filter(
          (effect) => effect?.target?.contains(element) && effect.getComputedTiming().iterations !== Infinity,
        );
      const moving = x !== before.x || y !== before.y || animated.length > 0;
      const middle = { x: x + width / 2, y: y + height / 2 };
      if (moving || width === 0 || height === 0) return null;
      // A press on what lies above it, as a menu that is closing does, would be lost.
      const hit = document.elementFromPoint(middle.x, middle.y);
      const isHit = hit === null || element.contains(hit) || hit.contains(element);
      const isControl = element.matches('button, input, select, textarea, [role="switch"]');
      return isHit || hit.closest('label')?.contains(element) || !isControl ? middle : null;
    }, testId);
  }
}

/** @throws Error with the page's own stack */
function valueOf({ result, exceptionDetails }: Evaluation): unknown {
  if (exceptionDetails) {
    throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  }
  return result.value;
}

/** The source of a call; `__name` is what esbuild wraps around named functions, unknown in the page. */
function call(body: (...args: never) => unknown, args: readonly Json[]): string {
  const list = args.map((arg) => JSON.stringify(arg) ?? 'undefined').join(', ');
  return `(() => { const __name = (f) => f; return (${body.toString()})(${list}); })()`;
}
