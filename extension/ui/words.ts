import { ROOM_LIMIT } from '@porthole/signaling/protocol';
import { countTampering, type RefusalCounts } from '../core/seal/refusal.ts';
import type { FaultCode } from '../core/faults.ts';
import type { EndedView, EndReason, PeerView, ShareSource, Snapshot } from '../core/snapshot.ts';
import { peerName, pictureText, sizeText } from './format.ts';
import { pausedWords } from './sharing/words.ts';
import { t, words, type Words } from './i18n/language.ts';
import type { ViewerState } from './viewer/viewer-state.ts';

/** @param limit people that the room takes, where the server's differs from the usual */
export function faultWords(code: FaultCode, limit: number = ROOM_LIMIT): Words {
  return words(`fault.${code}`, { count: limit });
}

/** How someone else's sharing ended. @param who what the sharer is called */
function endedWords(reason: EndReason, who: string): Words {
  return { title: t(`ended.${reason}`, { who }), hint: t('ended.hint') };
}

/** How my own sharing ended. */
export function myEndedWords(reason: EndReason): Words {
  return { title: t(`myEnd.${reason}`), hint: t('myEnd.hint') };
}

/** When the next try comes. @param seconds until it, or null where nothing is tried by itself */
export function retryWords(seconds: number | null): string {
  return seconds === null ? t('retry.soon') : t('retry.in', { seconds });
}

/** The popup's status line. */
export function popupStatus({ phase, share }: Snapshot): string {
  if (phase === 'connecting') return share ? t('status.opening') : t('status.gettingReady');
  if (phase === 'waiting') return t('viewer.knocking.title');
  if (phase === 'reconnecting') return share ? t('status.sharingAway') : t('status.away');
  if (phase === 'failed') return t('status.notConnected');
  if (!share) return t('status.ready');
  const what = share.paused ? t('status.paused') : t(share.source === 'tab' ? 'status.tab' : 'status.screen');
  return share.title ? t('status.named', { what, title: share.title }) : what;
}

/** Somebody on the way changes, replays or makes up what members of a room with a key tell each other. */
export function tamperingWords(refusals: RefusalCounts): Words {
  return words('tampering', { count: countTampering(refusals) });
}

/** Why the picture is smaller than what was chosen. @param actual px */
export function belowPresetWords(source: ShareSource, actual: { width: number; height: number }): string {
  return t(`belowPreset.${source}`, { size: sizeText(actual.width, actual.height) });
}

/** How the picture reaches one viewer. */
export function reachWords(peer: Pick<PeerView, 'link' | 'sending' | 'rung'>): string {
  const picture = peer.link === 'connected' && peer.rung?.lines !== 0 && peer.sending;
  return (picture && pictureText(picture)) || t(`reach.${peer.link}`);
}

/** The card in the middle of the viewer. */
export function viewerWords(state: ViewerState, snapshot: Snapshot): Words {
  switch (state.kind) {
    case 'failed':
      return faultWords(state.fault.code, snapshot.maxPeers + 1);
    case 'ended':
      return endedBy(state.ended, snapshot);
    case 'paused':
      return pausedWords(peerName(state.peer));
    case 'getting':
    case 'unreachable':
      return words(`viewer.${state.kind}`, { who: peerName(state.peer) });
    case 'connecting':
      return snapshot.fault ? faultWords(snapshot.fault.code) : words('viewer.connecting');
    case 'reconnecting':
      return faultWords('server-unreachable');
    case 'watching':
      return { title: '', hint: '' };
    default:
      return words(`viewer.${state.kind}`);
  }
}

function endedBy({ reason, peer: id, name = '' }: EndedView, snapshot: Snapshot): Words {
  if (id === snapshot.me?.id) return myEndedWords(reason);
  const sharer = snapshot.peers.find((peer) => peer.id === id) ?? { id, name };
  return endedWords(reason, peerName(sharer));
}
