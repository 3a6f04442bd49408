import { serveLevels } from '../../bus/levels-port.ts';
import { serveChat } from '../../bus/chat-port.ts';
import { onMessage, sendMessage } from '../../bus/messages.ts';
import { serveHistory } from '../../bus/history-port.ts';
import { createOffscreenHost } from '../../bus/offscreen-host.ts';
import { serveSnapshots } from '../../bus/snapshot-port.ts';
import { speak } from '../../ui/i18n/language.ts';
import { pointerLabel } from '../../ui/pointer/words.ts';

const host = createOffscreenHost({
  badge: (badge) => void sendMessage('to-worker:badge', badge),
  over: (over) => void sendMessage('to-worker:over', over),
  keepHostKey: (link, hostKey) => void sendMessage('to-worker:keep-host-key', { link, hostKey }),
  uplink: (record) => void sendMessage('to-worker:uplink', record),
  wakeWorker: () => void sendMessage('to-worker:awake', undefined).catch(() => undefined),
  recorded: (id) => void sendMessage('to-worker:recorded', id),
  whyEnded: (tabId) => sendMessage('to-worker:why-ended', tabId),
  hasCrashed: (tabId) => sendMessage('to-worker:has-crashed', tabId),
  pointerLabel,
  showOverlay: (tabId) => sendMessage('to-worker:show-overlay', tabId),
});

serveSnapshots(host);
serveLevels(host.levels);
onMessage('to-offscreen:control', host.control);
onMessage('to-offscreen:switch', host.switchSource);
onMessage('to-offscreen:still', host.still);
onMessage('to-offscreen:guarded', host.setGuarded);
serveChat(host.chat);
serveHistory(host);
onMessage('to-offscreen:share', host.share);
onMessage('to-offscreen:order', host.order);
onMessage('to-offscreen:record', host.record);
onMessage('to-offscreen:stop', host.stop);
onMessage('to-offscreen:relay-only', host.setRelayOnly);
onMessage('to-offscreen:pointing', host.setPointing);

// For the label of a pointer; what was chosen in the options is in a storage that there is none of here.
void speak('');
