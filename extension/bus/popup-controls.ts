import { browser } from 'wxt/browser';
import { PortholeError, faultCode, type FaultCode } from '../core/faults.ts';
import { keysOfLink } from '../core/room-key.ts';
import { formatRoomLink, parseRoomLink, type RoomLink } from '../core/room-link.ts';
import type { ShareSource } from '../core/snapshot.ts';
import type { UplinkRecord } from '../core/uplink-budget.ts';
import { openChatWindow } from './chat-window.ts';
import { copyText } from './clipboard.ts';
import { openHistorySource } from './history-port.ts';
import { sendMessage } from './messages.ts';
import { hasOffscreen } from './offscreen.ts';
import { askToCaptureTabs, askToDrawOnTabs, mayCaptureTabs, stopDrawingOnTabs } from './permissions.ts';
import { createPopupRecorder, createPopupShare } from './popup-share.ts';
import type { ChatControls, Into, PopupControls, ShareChoice } from './room-host.ts';
import { foundRoom } from './room-memory.ts';
import { accessTokenFor, serverOrigin } from './server.ts';
import type { SharingSource } from './sharing-source.ts';
import { changeSettings, readSettings } from './stores.ts';
import { viewerPath } from './viewer-address.ts';

/** @param tabId the tab whose icon was clicked @param uplink see `PopupControls.uplink` @param close closes the popup */
export function createPopupControls(
  source: SharingSource,
  chat: ChatControls,
  tabId: number | null,
  uplink: UplinkRecord | null,
  close: () => void,
): PopupControls {
  async function share(what: ShareSource, choice: ShareChoice, into: Into): Promise<void> {
    try {
      const settings = await readSettings();
      const { name, compatibility, relayOnly } = settings;
      const room = await roomFor(into, serverOrigin(settings));
      const link = formatRoomLink(room);
      // Before the capture begins: the browser's picker, or its sharing bar, takes the focus and closes the popup.
      const copied = await copyText(link);
      if (!hasOffscreen()) return await openViewer(room);
      // Here, so that the phrase itself goes nowhere; and before the capture's id is made, which soon goes stale.
      const keys = await keysOfLink(room, into.phrase);
      const target = what === 'tab' ? tabId : null;
      const accessToken = accessTokenFor(room.origin, settings);
      const request = {
        source: what,
        tabId: target,
        link,
        copied,
        keys,
        name,
        accessToken,
        choice,
        compatibility,
        relayOnly,
      };
      const outcome = await sendMessage('to-worker:share', request);
      if (!outcome.ok) throw new PortholeError(outcome.code);
      if (what === 'tab') await changeSettings({ tabCapture: 'granted' });
    } catch (error) {
      fail(faultCode(error));
    }
  }

  const fail = (code: FaultCode) => source.show({ ...source.getSnapshot(), fault: { code } });

  async function shareTab(choice: ShareChoice, into: Into): Promise<void> {
    if (tabId === null) throw new PortholeError('tab-not-capturable');
    if (await mayCaptureTabs()) return share('tab', choice, into);
    if ((await readSettings()).tabCapture === 'declined') return share('display', choice, into);
    // The prompt closes the popup; the popup that is opened next picks the thread up from this.
    await changeSettings({ tabCapture: 'asking' });
    if (!(await askToCaptureTabs())) await changeSettings({ tabCapture: 'declined' });
  }

  async function openViewer(room: RoomLink): Promise<void> {
    await browser.tabs.create({ url: viewerPath(room) });
    close();
  }

  return {
    chat,
    async openChat() {
      await openChatWindow();
      close();
    },
    getSnapshot: source.getSnapshot,
    subscribe: source.subscribe,
    ...openHistorySource(),
    shareTab,
    shareScreen: (choice, into) => share('display', choice, into),
    stop: () => sendMessage('to-worker:stop', undefined),
    order(order) {
      sendMessage('to-worker:order', order).catch(() => fail('order-refused'));
    },
    ...createPopupShare(source, tabId, fail, close),
    ...createPopupRecorder(close),
    uplink: () => uplink,
    watch: (link) => Promise.resolve(link).then(parseRoomLink).then(openViewer),
    pointOnTab,
    isLinkCopied: () => source.record?.copied ?? false,
    async copyLink() {
      const { room } = source.getSnapshot();
      return room !== null && (await copyText(room.link));
    },
    async openOptions() {
      await browser.runtime.openOptionsPage();
      close();
    },
  };
}

/** The worker follows both, the setting and the permission: a prompt may close the popup before it is answered. */
async function pointOnTab(on: boolean): Promise<void> {
  await changeSettings({ tabPointers: on });
  if (!on) await stopDrawingOnTabs();
  else if (!(await askToDrawOnTabs())) await changeSettings({ tabPointers: false });
}

/** The pasted room, or a new one; a phrase makes a new one ask for it. */
async function roomFor({ link, phrase }: Into, origin: string): Promise<RoomLink> {
  if (link !== null) return parseRoomLink(link);
  return foundRoom(origin, phrase !== null);
}
