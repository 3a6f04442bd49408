import type { RequestHandler } from 'express';
import { sendPage } from './page.ts';

/** Opens a pasted link in this browser. The key stays in the fragment: nothing is submitted to the server. */
const OPEN_LINK = `
const form = document.querySelector('form');
form.addEventListener('submit', (event) => {
  event.preventDefault();
  const text = form.elements.link.value.trim();
  const url = URL.canParse(text, location.origin) ? new URL(text, location.origin) : null;
  if (url && /^https?:$/.test(url.protocol) && /^\\/r\\/[A-Za-z0-9_-]{1,64}\\/?$/.test(url.pathname)) location.assign(url.href);
  else document.querySelector('#problem').textContent = 'That is not a room link. It looks like ' + location.origin + '/r/room#key';
});
`;

/**
 * `GET /`: what this server is, and the way into a room.
 * @param extensionUrl where to get the extension, checked at start; null leaves it out
 */
export function landingPage(extensionUrl: string | null): RequestHandler {
  const get = extensionUrl
    ? `<a href="${escapeAttribute(extensionUrl)}" rel="noreferrer">Get the extension</a> to`
    : 'The extension lets you';
  const body = `
<h1>Porthole</h1>
<p>Share a tab or your screen straight to up to 14 people. ${get} share; to watch, a link and a browser are enough.</p>
<form novalidate>
<input name="link" type="text" inputmode="url" autocomplete="off" placeholder="Paste a room link" aria-label="Room link" aria-describedby="problem">
<button>Watch</button>
</form>
<p id="problem" role="alert"></p>
<p class="dim">This server only introduces people to each other. Pictures and sound go directly between them, and the key of a room never reaches this server.</p>`;
  return (_request, response) => sendPage(response, 200, { title: 'Porthole', body, script: OPEN_LINK });
}

function escapeAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
