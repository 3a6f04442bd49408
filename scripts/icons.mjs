// Renders the extension's icons from their drawings: `node scripts/icons.mjs`, after a change to extension/ui/art/.
// Small sizes have a drawing of their own, with fewer and thicker parts.
import { mkdir, readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';

const ART = 'extension/ui/art';
const OUT = 'extension/public/icon';
const SIZES = { small: [16, 32], large: [48, 96, 128] };

await mkdir(OUT, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.PORTHOLE_BROWSER ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
});
try {
  const page = await browser.newPage();
  for (const name of ['icon', 'icon-live', 'icon-paused']) {
    for (const [drawing, sizes] of Object.entries(SIZES)) {
      const svg = await readFile(`${ART}/${name}-${drawing}.svg`, 'utf8');
      for (const size of sizes)
        await render(page, svg, size, `${OUT}/${name === 'icon' ? '' : `${name}-`}${size}.png`);
    }
  }
} finally {
  await browser.close();
}

async function render(page, svg, size, path) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>*{margin:0}svg{display:block;width:${size}px}</style>${svg}`);
  await page.screenshot({ path, omitBackground: true });
}
