import { createHash } from 'node:crypto';
import type { Response } from 'express';
import { setPagePolicy } from './headers.ts';

/** A small page that needs nothing but itself. Its parts are this service's own text, never a request's. */
export interface Page {
  readonly title: string;
  /** HTML */
  readonly body: string;
  readonly script?: string;
}

const STYLE = `
:root{color-scheme:light dark;--ink:#16181d;--dim:#5c6370;--paper:#f6f7f9;--card:#fff;--line:#dfe3e8;--accent:#3457d5}
@media(prefers-color-scheme:dark){:root{--ink:#e9ebf0;--dim:#9aa3b2;--paper:#0f1115;--card:#181b21;--line:#2a2f38;--accent:#8aa2ff}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:24px;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,sans-serif}
main{width:100%;max-width:560px;background:var(--card);border:1px solid var(--line);border-radius:16px;padding:36px}
svg{display:block;width:48px;height:48px;color:var(--accent)}
h1{margin:16px 0 8px;font-size:28px;line-height:1.2;letter-spacing:-.02em}
p{margin:0 0 16px}.dim{color:var(--dim);font-size:14px}
a{color:var(--accent)}
form{display:flex;gap:8px;margin:24px 0 8px}
input{flex:1;min-width:0;padding:10px 12px;border:1px solid var(--line);border-radius:10px;background:transparent;color:inherit;font:inherit}
button{padding:10px 18px;border:0;border-radius:10px;background:var(--accent);color:var(--card);font:inherit;font-weight:600;cursor:pointer}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
#problem{min-height:1.5em;margin:0;font-size:14px}
code{font:14px ui-monospace,monospace;background:var(--paper);padding:2px 6px;border-radius:6px}
`;

const PORTHOLE = `<svg viewBox="0 0 48 48" fill="none" stroke="currentColor" stroke-width="3" aria-hidden="true"><circle cx="24" cy="24" r="21"/><circle cx="24" cy="24" r="13"/><path d="M12 26c4-3 8-3 12 0s8 3 12 0" stroke-linecap="round"/></svg>`;

/** Sends the page; its inline style and script are named in the policy by their hashes, so nothing else runs. */
export function sendPage(response: Response, status: number, page: Page): void {
  setPagePolicy(response, {
    'style-src': [hashSource(STYLE)],
    ...(page.script === undefined ? {} : { 'script-src': [hashSource(page.script)] }),
  });
  response.status(status).type('html').send(render(page));
}

function render({ title, body, script }: Page): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<main>${PORTHOLE}${body}</main>
${script === undefined ? '' : `<script>${script}</script>`}
</body>
</html>
`;
}

function hashSource(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
