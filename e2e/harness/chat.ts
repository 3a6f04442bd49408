import type { Page } from './page.ts';
import type { Viewer } from './viewer.ts';
import { until } from './until.ts';

/** What stands in a page's chat, as a person reads it, oldest first. */
export function chatTexts(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-testid="chat-text"]')]
      .filter((text) => text.getClientRects().length > 0)
      .map((text) => text.innerText),
  );
}

/** Waits until somebody's line can be read in a page's chat. */
export async function waitChat(page: Page, text: string, ms?: number): Promise<void> {
  let seen: readonly string[] = [];
  try {
    await until('a line', async () => (seen = await chatTexts(page)).includes(text), ms);
  } catch (cause) {
    const short = [text, ...seen].map((line) => JSON.stringify(line.slice(0, 60)));
    throw new Error(`the chat does not show ${short[0]}, but ${short.slice(1).join(', ')}`, { cause });
  }
}

/** Opens the chat beside the picture, once that stands: controls move as it comes. */
export async function openChat(viewer: Viewer): Promise<void> {
  const { page } = viewer;
  await viewer.nextFrame();
  await page.click('chat');
  await page.waitShown('chat-field');
}

/** Writes a line and presses Enter, as a person does. */
export async function say(page: Page, text: string): Promise<void> {
  await page.type('chat-field', text);
  await page.press('Enter');
}

/** What is typed and not sent. */
export function chatDraft(page: Page): Promise<string> {
  return page.evaluate(
    () => document.querySelector<HTMLTextAreaElement>('[data-testid="chat-field"]')?.value ?? '',
  );
}

/** Waits until the last line of one's own is `pending`, `sent` or `failed`. */
export async function waitDelivered(page: Page, state: string, ms?: number): Promise<void> {
  await page.waitFor(
    `the last line to be ${state}`,
    (wanted) =>
      [...document.querySelectorAll<HTMLElement>('[data-testid="chat-line"][data-delivered]')].at(-1)
        ?.dataset['delivered'] === wanted,
    [state],
    ms,
  );
}
