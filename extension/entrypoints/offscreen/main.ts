import { onMessage, sendMessage } from '../../bus/messages.ts';
import { createOffscreenHost } from '../../bus/offscreen-host.ts';
import { serveSnapshots } from '../../bus/snapshot-port.ts';

const host = createOffscreenHost({
  badge: (badge) => void sendMessage('to-worker:badge', badge),
  over: (over) => void sendMessage('to-worker:over', over),
  keepHostKey: (link, hostKey) => void sendMessage('to-worker:keep-host-key', { link, hostKey }),
  whyEnded: (tabId) => sendMessage('to-worker:why-ended', tabId),
  showOverlay: (tabId) => sendMessage('to-worker:show-overlay', tabId),
});

serveSnapshots(host);
onMessage('to-offscreen:share', host.share);
onMessage('to-offscreen:order', host.order);
onMessage('to-offscreen:stop', host.stop);
onMessage('to-offscreen:relay-only', host.setRelayOnly);
onMessage('to-offscreen:pointing', host.setPointing);
