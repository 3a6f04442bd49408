import { serveChat } from '../../bus/chat-port.ts';
import { onMessage, sendMessage } from '../../bus/messages.ts';
import { serveHistory } from '../../bus/history-port.ts';
import { createOffscreenHost } from '../../bus/offscreen-host.ts';
import { serveSnapshots } from '../../bus/snapshot-port.ts';

const host = createOffscreenHost({
  badge: (badge) => void sendMessage('to-worker:badge', badge),
  over: (over) => void sendMessage('to-worker:over', over),
  keepHostKey: (link, hostKey) => void sendMessage('to-worker:keep-host-key', { link, hostKey }),
  recorded: (id) => void sendMessage('to-worker:recorded', id),
  whyEnded: (tabId) => sendMessage('to-worker:why-ended', tabId),
});

serveSnapshots(host);
serveChat(host.chat);
serveHistory(host);
onMessage('to-offscreen:share', host.share);
onMessage('to-offscreen:order', host.order);
onMessage('to-offscreen:record', host.record);
onMessage('to-offscreen:stop', host.stop);
onMessage('to-offscreen:relay-only', host.setRelayOnly);
