import { createPointers } from '../../core/pointer/feed.ts';
import type { OverlayMessage } from '../../core/pointer/overlay-message.ts';
import { followPointers } from './canvas.ts';

/** Pointers over a page that is shared. */
export interface PageOverlay {
  hear(message: OverlayMessage): void;
  /** Takes everything out of the page again. */
  close(): void;
}

/** Most names that are kept: a room has 14 others. */
const MOST_NAMES = 64;

/**
 * A canvas above everything in the page: in the top layer, so that dialogs and full screen do not hide it. It takes no
 * clicks; its shadow root is closed, so that the page's scripts and styles do not reach in.
 */
export function openOverlay(page: Document): PageOverlay {
  const pointers = createPointers();
  const labels = new Map<string, string>();
  const host = page.createElement('div');
  host.popover = 'manual';
  host.setAttribute('aria-hidden', 'true');
  dress(host);
  const canvas = page.createElement('canvas');
  Object.assign(canvas.style, { display: 'block', width: '100%', height: '100%', fontFamily: 'system-ui' });
  host.attachShadow({ mode: 'closed' }).append(canvas);
  page.documentElement.append(host);
  const events = new AbortController();
  const still = matchMedia('(prefers-reduced-motion: reduce)');

  /** The topmost is what was shown last; and a page may have thrown everything out. */
  function raise(): void {
    if (!host.isConnected) page.documentElement.append(host);
    if (host.matches(':popover-open')) host.hidePopover();
    host.showPopover();
  }

  raise();
  page.addEventListener('fullscreenchange', raise, { signal: events.signal });
  const end = followPointers({
    canvas,
    feed: pointers,
    // What is captured is the window, scroll bars and all.
    box: () => ({ x: 0, y: 0, width: innerWidth, height: innerHeight }),
    look: () => ({ labelOf: (id) => labels.get(id) ?? null, still: still.matches }),
  });

  return {
    hear({ id, label, at }) {
      if (labels.size >= MOST_NAMES) labels.clear();
      labels.set(id, label);
      if (pointers.trails(performance.now()).size === 0 || !host.isConnected) raise();
      pointers.hear(id, at, performance.now());
    },
    close() {
      events.abort();
      end();
      host.remove();
    },
  };
}

/** Past whatever styles the page has for all its elements. */
function dress(host: HTMLElement): void {
  const style = {
    all: 'initial',
    display: 'block',
    position: 'fixed',
    inset: '0',
    width: '100vw',
    height: '100vh',
    margin: '0',
    padding: '0',
    border: '0',
    background: 'transparent',
    overflow: 'hidden',
    'pointer-events': 'none',
    'z-index': '2147483647',
  };
  for (const [name, value] of Object.entries(style)) host.style.setProperty(name, value, 'important');
}
