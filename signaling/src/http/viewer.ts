import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RequestHandler, Response } from 'express';
import { ID_PATTERN } from '../../protocol/index.ts';
import type { Config } from '../config.ts';
import { setPagePolicy } from './headers.ts';
import { sendPage } from './page.ts';
import { signalingUrlFor } from './request-url.ts';

/** `GET /r/:room`: the web viewer, one page for every room; it reads room and key from its own address. */
export function viewerPage(config: Pick<Config, 'webDir' | 'signalingUrl'>): RequestHandler {
  return async (request, response) => {
    if (!ID_PATTERN.test(String(request.params['room']))) return sendNotFound(response);
    const url = signalingUrlFor(request, config.signalingUrl);
    if (!url) return sendNotFound(response);
    const html = await readIndex(config.webDir);
    if (html === null) return sendNotBuilt(response);
    setPagePolicy(response, viewerPolicy(url));
    response.set('Cache-Control', 'no-cache');
    response.set('Permissions-Policy', DENIED.map((feature) => `${feature}=()`).join(', '));
    response.type('html').send(html);
  };
}

/** What the viewer never asks for: it plays, shares a screen, and goes full screen. */
const DENIED = [
  'accelerometer',
  'bluetooth',
  'camera',
  'geolocation',
  'gyroscope',
  'hid',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'serial',
  'usb',
];

/** Nothing from third parties; pictures and sound arrive as streams, pictures are saved as blobs. */
function viewerPolicy(signalingUrl: string): Record<string, string[]> {
  const { origin, host, protocol } = new URL(signalingUrl);
  const http = `${protocol === 'wss:' ? 'https' : 'http'}://${host}`;
  return {
    'script-src': ["'self'"],
    'style-src': ["'self'"],
    'img-src': ["'self'", 'data:', 'blob:'],
    'font-src': ["'self'"],
    'media-src': ["'self'", 'blob:', 'mediastream:'],
    'worker-src': ["'self'"],
    'manifest-src': ["'self'"],
    'connect-src': ["'self'", origin, http],
  };
}

/** Nothing is here: said in plain words, for people who mistyped a link. */
export function sendNotFound(response: Response): void {
  const body = `<h1>Nothing here</h1><p>This address is no room. Check that the link is complete: it looks like <code>/r/room#key</code>.</p><p><a href="/">To the start page</a></p>`;
  sendPage(response, 404, { title: 'Nothing here · Porthole', body });
}

function sendNotBuilt(response: Response): void {
  const body = `<h1>No web viewer yet</h1><p>This server runs without its web viewer. Open the link in the extension, or ask whoever runs the server to build it: <code>npm run build:web</code>.</p>`;
  sendPage(response, 503, { title: 'No web viewer · Porthole', body });
}

async function readIndex(webDir: string): Promise<string | null> {
  try {
    return await readFile(join(webDir, 'index.html'), 'utf8');
  } catch {
    return null;
  }
}
