import type { Page } from './page.ts';

/** Drags across an element. @param from @param to shares of its size */
export async function drag(
  page: Page,
  testId: string,
  from: readonly [number, number],
  to: readonly [number, number],
): Promise<void> {
  const box = await page.evaluate((id) => {
    const element = document.querySelector(`[data-testid="${id}"]`);
    element?.scrollIntoView({ block: 'center' });
    const { x, y, width, height } = element?.getBoundingClientRect() ?? new DOMRect();
    return { x, y, width, height };
  }, testId);
  const at = ([x, y]: readonly [number, number]) => ({
    x: Math.min(box.x + box.width - 1, Math.max(box.x + 1, box.x + x * box.width)),
    y: Math.min(box.y + box.height - 1, Math.max(box.y + 1, box.y + y * box.height)),
  });
  const mouse = (type: string, point: { x: number; y: number }) =>
    page.send('Input.dispatchMouseEvent', { type, ...point, button: 'left', buttons: 1, clickCount: 1 });
  await mouse('mousePressed', at(from));
  await mouse('mouseMoved', at(to));
  await mouse('mouseReleased', at(to));
}
