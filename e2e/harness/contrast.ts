import type { Page } from './page.ts';

/** Text on a page, and how well it stands out from what is really painted behind it. */
export interface TextContrast {
  readonly text: string;
  /** WCAG's ratio, 1 to 21, against the worst tenth of the pixels behind it. */
  readonly ratio: number;
}

/** Styles that leave the background alone: what remains on a picture is what text stands on. */
const NO_TEXT =
  '*, *::before, *::after { color: transparent !important } svg, video ~ * svg { visibility: hidden !important }';

/** Measures all visible texts of a page, by the pixels behind them: glass over a video has no colour that CSS knows. */
export async function measureContrast(page: Page): Promise<readonly TextContrast[]> {
  const texts = await page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: { text: string; colour: string; box: readonly [number, number, number, number] }[] = [];
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const element = node.parentElement;
      if (
        !element ||
        !node.textContent?.trim() ||
        element.closest('.visually-hidden, [data-disabled], script')
      )
        continue;
      if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const text = range.getBoundingClientRect();
      let [left, top, right, bottom] = [
        Math.max(text.left, 0),
        Math.max(text.top, 0),
        Math.min(text.right, innerWidth),
        Math.min(text.bottom, innerHeight),
      ];
      // What is scrolled or cut away around it is not seen.
      for (let around: Element | null = element; around; around = around.parentElement) {
        if (getComputedStyle(around).overflow === 'visible') continue;
        const edge = around.getBoundingClientRect();
        left = Math.max(left, edge.left);
        top = Math.max(top, edge.top);
        right = Math.min(right, edge.right);
        bottom = Math.min(bottom, edge.bottom);
      }
      [left, top, right, bottom] = [Math.ceil(left), Math.ceil(top), Math.floor(right), Math.floor(bottom)];
      // What a screen reader alone is told takes a pixel.
      if (right - left < 3 || bottom - top < 3) continue;
      const { color } = getComputedStyle(element);
      found.push({
        text: node.textContent.trim(),
        colour: color,
        box: [left, top, right - left, bottom - top],
      });
    }
    return found;
  });
  await page.evaluate((css) => {
    const style = document.createElement('style');
    style.id = 'no-text';
    style.textContent = css;
    document.head.append(style);
  }, NO_TEXT);
  const { data } = await page.send<{ data: string }>('Page.captureScreenshot', { format: 'png' });
  await page.evaluate(() => document.querySelector('#no-text')?.remove());
  const ratios = await page.evaluate(
    async (png, wanted) => {
      const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      const pen = canvas.getContext('2d', { willReadFrequently: true });
      if (!pen) throw new Error('no canvas');
      // oxlint-disable-next-line unicorn/consistent-function-scoping -- it runs in the page, where there is no outside
      const linear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
      const luminance = (r: number, g: number, b: number) =>
        0.2126 * linear(r / 255) + 0.7152 * linear(g / 255) + 0.0722 * linear(b / 255);
      /** sRGB of any CSS colour, painted to be read. */
      const colourOf = (colour: string) => {
        pen.fillStyle = colour;
        pen.fillRect(0, 0, 1, 1);
        const [r = 0, g = 0, b = 0] = pen.getImageData(0, 0, 1, 1).data;
        return luminance(r, g, b);
      };
      return wanted.map(({ colour, box: [x, y, width, height] }) => {
        const fore = colourOf(colour);
        pen.drawImage(bitmap, 0, 0);
        const { data: pixels } = pen.getImageData(x, y, width, height);
        const all: number[] = [];
        for (let at = 0; at < pixels.length; at += 4) {
          const back = luminance(pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0);
          all.push((Math.max(fore, back) + 0.05) / (Math.min(fore, back) + 0.05));
        }
        all.sort((one, other) => one - other);
        return all[Math.floor(all.length / 10)] ?? 0;
      });
    },
    data,
    texts,
  );
  return texts.map(({ text }, index) => ({ text, ratio: Math.round((ratios[index] ?? 0) * 10) / 10 }));
}
