import type { Page } from './page.ts';
import { until } from './until.ts';

/** Stops of the Tab key within which everything on a page must be found. */
const MOST_STOPS = 60;

/** What has the keyboard. */
interface Focused {
  /** Test ids of the element and of all around it. */
  readonly ids: readonly string[];
  readonly name: string;
  /** Its tag, for a message. */
  readonly tag: string;
  /** A person sees where the keyboard is: the element, or what stands for it, is outlined. */
  readonly outlined: boolean;
}

/**
 * Goes to a control by Tab, as a person without a mouse does.
 * @throws Error where it is not reached, or a control on the way has no name or shows no focus
 */
export async function tabTo(page: Page, testId: string): Promise<void> {
  const seen: string[] = [];
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    await page.press('Tab');
    const focused = await focusedOf(page);
    if (!focused) continue;
    const { ids, name, tag, outlined } = focused;
    const called = `${ids[0] ?? tag} “${name}”`;
    if (name === '') throw new Error(`${called} has the keyboard and no name`);
    if (!outlined) throw new Error(`${called} has the keyboard, and nothing shows it`);
    if (ids.includes(testId)) return;
    seen.push(called);
  }
  throw new Error(`Tab does not reach ${testId}, only ${seen.join(', ')}`);
}

/** Goes to a control by Tab once it is there, and presses it by Enter. */
export async function pressByKeyboard(page: Page, testId: string): Promise<void> {
  await page.waitShown(testId);
  await tabTo(page, testId);
  await page.press('Enter');
}

/** Waits until an element, or something in it, has the keyboard. */
export async function waitFocused(page: Page, testId: string): Promise<void> {
  await until(`the keyboard to be in ${testId}`, async () => (await focusedOf(page))?.ids.includes(testId));
}

function focusedOf(page: Page): Promise<Focused | null> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const ids: string[] = [];
    for (let each: Element | null = element; each; each = each.parentElement) {
      const id = each.getAttribute('data-testid');
      if (id) ids.push(id);
    }
    // A slider's thumb stands for the input in it.
    const outlined = [element, element.parentElement ?? element].some((each) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(each);
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
    });
    const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
    const by = element.getAttribute('aria-labelledby')?.split(' ') ?? [];
    const name = [
      element.getAttribute('aria-label'),
      ...by.map((id) => document.getElementById(id)?.textContent),
      ...labels.map((label) => label.textContent),
      element.textContent,
    ].find((text) => text?.trim());
    const tag = element.outerHTML.slice(0, 200);
    return { ids, tag, name: name?.trim() ?? '', outlined };
  });
}
