import { browser } from 'wxt/browser';
import type { FaultCode } from '../core/faults.ts';
import { withSite } from '../core/sites.ts';
import type { ShareSource } from '../core/snapshot.ts';
import { canCrop } from '../rtc/abilities.ts';
import { followLevels } from './levels-port.ts';
import { sendMessage } from './messages.ts';
import { askToWatchNavigation } from './permissions.ts';
import { openRecordings } from './recordings-page.ts';
import { createRecordingShelf } from './recordings.ts';
import type { PopupControls, RecorderControls, SharingControls } from './room-host.ts';
import type { SharingSource } from './sharing-source.ts';
import { changeSettings, guardAskedItem, readSettings } from './stores.ts';

/** What the popup does to the share under way. */
type PopupShare = SharingControls &
  Pick<PopupControls, 'isElsewhere' | 'switchToTab' | 'guard' | 'setGuard' | 'openMicrophone'>;

/** @param tabId the tab whose icon was clicked @param fail says what went wrong @param close closes the popup */
export function createPopupShare(
  source: SharingSource,
  tabId: number | null,
  fail: (code: FaultCode) => void,
  close: () => void,
): PopupShare {
  async function switchTo(what: ShareSource): Promise<void> {
    const request = { source: what, tabId: what === 'tab' ? tabId : null };
    const outcome = await sendMessage('to-worker:switch', request);
    if (!outcome.ok) fail(outcome.code);
  }

  async function setGuard(on: boolean): Promise<void> {
    const page = source.record?.page ?? null;
    if (page !== null) {
      const { pauseOnLeave } = await readSettings();
      const others = pauseOnLeave.filter((site) => site !== (source.record?.site ?? page));
      await changeSettings({ pauseOnLeave: on ? withSite(pauseOnLeave, page) : others });
      return;
    }
    // The prompt closes the popup: the worker does what was wanted when the answer comes.
    await guardAskedItem.setValue(true);
    if (!(await askToWatchNavigation())) await guardAskedItem.setValue(false);
  }

  return {
    control: (control) => void sendMessage('to-worker:control', control).catch(() => fail('internal')),
    canCrop: canCrop(),
    isElsewhere: () => tabId !== null && source.record !== null && source.record.tabId !== tabId,
    switchToTab: () => switchTo('tab'),
    switchToScreen: () => switchTo('display'),
    still: () => sendMessage('to-worker:still', undefined),
    followLevels,
    guard() {
      const { record } = source;
      return record?.tabId == null ? null : { site: record.site ?? record.page, on: record.site !== null };
    },
    setGuard,
    async openMicrophone() {
      await browser.tabs.create({ url: browser.runtime.getURL('/options.html#microphone') });
      close();
    },
  };
}

/** The recording of what is shared. @param close closes the popup */
export function createPopupRecorder(
  close: () => void,
): RecorderControls & Pick<PopupControls, 'recordings' | 'showRecordings'> {
  return {
    record: () => void sendMessage('to-worker:record', 'start'),
    pauseRecording: () => void sendMessage('to-worker:record', 'pause'),
    resumeRecording: () => void sendMessage('to-worker:record', 'resume'),
    async stopRecording() {
      await sendMessage('to-worker:record', 'stop');
      // Its page opens as soon as it is all on disk.
      return null;
    },
    recordings: createRecordingShelf(),
    async showRecordings() {
      await openRecordings();
      close();
    },
  };
}
