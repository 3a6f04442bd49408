import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { TOGGLE_MICROPHONE, TOGGLE_PAUSE, TOGGLE_SHARING } from '../bus/commands.ts';
import { openHandedOver } from '../bus/hand-over.ts';
import { syncLinkRule } from '../bus/link-rule.ts';
import { followSites, navigationAllowed, watchLeaving } from '../bus/leave-guard.ts';
import { onMessage } from '../bus/messages.ts';
import { openRecordings } from '../bus/recordings-page.ts';
import { keepHostKey } from '../bus/room-memory.ts';
import { parseRoomLink } from '../core/room-link.ts';
import {
  control,
  followMicrophone,
  followPointing,
  followRelayOnly,
  hasCrashed,
  noteCrash,
  order,
  over,
  record,
  share,
  showBadge,
  still,
  showOverlay,
  stop,
  switchSource,
  toggle,
  whyEnded,
} from '../bus/sharing.ts';
import { welcome } from '../bus/welcome.ts';
import { changeSettings, uplinkItem, watchSettings } from '../bus/stores.ts';

/** The worker: keeps nothing in memory, may die at any time while sharing goes on. */
export default defineBackground(() => {
  onMessage('to-worker:share', share);
  onMessage('to-worker:stop', stop);
  onMessage('to-worker:order', order);
  onMessage('to-worker:control', control);
  onMessage('to-worker:switch', switchSource);
  onMessage('to-worker:still', still);
  onMessage('to-worker:uplink', (record) => uplinkItem.setValue(record));
  onMessage('to-worker:awake', () => undefined);
  onMessage('to-worker:record', record);
  onMessage('to-worker:recorded', openRecordings);
  onMessage('to-worker:keep-host-key', ({ link, hostKey }) => keepHostKey(parseRoomLink(link), hostKey));
  onMessage('to-worker:badge', showBadge);
  onMessage('to-worker:over', over);
  onMessage('to-worker:why-ended', whyEnded);
  onMessage('to-worker:has-crashed', hasCrashed);
  onMessage('to-worker:show-overlay', showOverlay);
  onMessage('to-worker:crashed', noteCrash);

  // The worker may have gone with the document that crashed: whatever starts it next tells.
  void noteCrash();
  browser.tabs.onActivated.addListener(() => void noteCrash());

  browser.commands.onCommand.addListener((command, tab) => {
    if (command === TOGGLE_SHARING) void toggle(tab?.id);
    if (command === TOGGLE_MICROPHONE) void control({ action: 'toggle-mute' });
    if (command === TOGGLE_PAUSE) void control({ action: 'toggle-pause' });
  });
  browser.runtime.onInstalled.addListener(({ reason }) => {
    if (reason === 'install') void welcome();
  });
  // Missing in Firefox.
  browser.runtime.onMessageExternal?.addListener((message: unknown, sender, respond) => {
    void openHandedOver(message, sender).then(respond);
    // The answer comes later.
    return true;
  });
  watchLeaving();
  browser.permissions.onAdded.addListener(({ permissions }) => {
    if (permissions?.includes('webNavigation')) void navigationAllowed();
    void syncLinkRule();
    void followPointing();
  });
  browser.permissions.onRemoved.addListener(({ permissions }) => {
    if (permissions?.includes('tabCapture')) void changeSettings({ tabCapture: 'unasked' });
    void syncLinkRule();
    void followPointing();
  });
  watchSettings((settings) => {
    void syncLinkRule();
    void followRelayOnly(settings);
    void followSites(settings);
    void followMicrophone(settings);
    void followPointing();
  });
});
