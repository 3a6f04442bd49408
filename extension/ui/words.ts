import { ROOM_LIMIT } from '@porthole/signaling/protocol';
import { countTampering, type RefusalCounts } from '../core/seal/refusal.ts';
import type { FaultCode } from '../core/faults.ts';
import type { EndedView, EndReason, MediaPath, PeerView, ShareSource, Snapshot } from '../core/snapshot.ts';
import { peerName, pictureText, sizeText } from './format.ts';
import type { ViewerState } from './viewer/viewer-state.ts';

/** What a person reads: what is the matter, and what to do next. */
export interface Words {
  readonly title: string;
  readonly hint: string;
}

const FAULTS: Readonly<Record<FaultCode, Words>> = {
  'bad-link': {
    title: 'This link doesn’t lead to a room',
    hint: 'It may have been cut off on its way. Ask for the whole link, with everything after the #, and open it again.',
  },
  'link-burnt': {
    title: 'The key was taken out of this address',
    hint: 'You asked for that in this tab. To come back in, open the room’s link again.',
  },
  'server-unreachable': {
    title: 'The server is out of reach',
    hint: 'Check your internet connection. If it works, the server may be down for a moment.',
  },
  'not-porthole': {
    title: 'There is no Porthole server at this address',
    hint: 'Something else answered there. Check the server address, or ask whoever sent you the link.',
  },
  'bad-config': {
    title: 'This server isn’t set up right',
    hint: 'It answers, but not with what Porthole needs. Tell whoever runs it.',
  },
  'room-full': {
    title: `This room already has ${ROOM_LIMIT} people`,
    hint: 'It takes no more. Wait until someone leaves, then try again.',
  },
  'wrong-key': {
    title: 'This link doesn’t open the room',
    hint: 'The room is there, but the key after the # is missing or not the right one. Ask for the link again.',
  },
  'phrase-needed': {
    title: 'This room asks for a pass phrase',
    hint: 'Whoever sent you the link knows it. It stays in this browser: not even the server learns it.',
  },
  'wrong-phrase': {
    title: 'That pass phrase doesn’t open the room',
    hint: 'Check its spelling, capitals too, and try again. Whoever comes into a room first sets its pass phrase.',
  },
  locked: {
    title: 'The server doesn’t open this room',
    hint: 'It lets only those open a room who hold an access token. If you have one, put it into the options; else ask the server’s host.',
  },
  'id-taken': {
    title: 'You seem to be in this room already',
    hint: 'Another window holds your place. Close it, then try again.',
  },
  'rate-limited': {
    title: 'Too many tries in a short time',
    hint: 'Wait a minute, then try again.',
  },
  refused: {
    title: 'The server didn’t let you in',
    hint: 'It may ask for an invitation. Talk to whoever sent you the link.',
  },
  'room-locked': {
    title: 'The host has locked this room',
    hint: 'Nobody new can come in just now. Ask the host to unlock it, then try again.',
  },
  'waiting-full': {
    title: 'Too many people wait to be let in',
    hint: 'Try again in a moment, or tell the host that you are here.',
  },
  denied: {
    title: 'You weren’t let in',
    hint: 'The host said no, or didn’t answer in time. Ask whoever sent you the link, then try again.',
  },
  removed: {
    title: 'The host removed you from this room',
    hint: 'You can’t come back in while it is open. If you think that was a mistake, talk to the host.',
  },
  ended: {
    title: 'This room has ended',
    hint: 'The host closed it for everyone. For another share, ask for a new link.',
  },
  'order-refused': {
    title: 'That wasn’t done',
    hint: 'The server didn’t do what you asked for as host. Check who may come in now, and try again.',
  },
  'capture-denied': {
    title: 'Nothing is shared',
    hint: 'The picker was closed. If it never appeared, allow your browser to record the screen in the system’s privacy settings.',
  },
  'capture-failed': {
    title: 'The picture couldn’t be captured',
    hint: 'Try again. If that doesn’t help, share the window or the screen instead.',
  },
  'capture-busy': {
    title: 'This tab is being captured already',
    hint: 'Another window or extension holds it. Stop that first, then try again.',
  },
  'capture-not-invoked': {
    title: 'One more click, please',
    hint: 'Open the tab you want to share, click Porthole’s icon there, and press Share this tab.',
  },
  'tab-not-capturable': {
    title: 'The browser protects this page',
    hint: 'Its own pages and the extension store can’t be shared as a tab: share the window instead. On any other page, click Porthole’s icon once more.',
  },
  'capture-unsupported': {
    title: 'This browser can’t share a screen',
    hint: 'Use Chrome, Edge or Firefox on a computer. Watching works here.',
  },
  'offscreen-gone': {
    title: 'Sharing broke off',
    hint: 'The browser closed the part of Porthole that was sharing. Share again: the link stays the same.',
  },
  internal: {
    title: 'Something went wrong in Porthole',
    hint: 'Try again. If it comes back, please report what you did just before.',
  },
};

/** @param limit people that the room takes, where the server's differs from the usual */
export function faultWords(code: FaultCode, limit: number = ROOM_LIMIT): Words {
  if (code !== 'room-full') return FAULTS[code];
  return { ...FAULTS[code], title: `This room already has ${limit} people` };
}

const AGAIN = 'The room stays open. When someone shares again, the picture comes by itself.';

/** How someone else's sharing ended. @param who what the sharer is called */
function endedWords(reason: EndReason, who: string): Words {
  const titles: Record<EndReason, string> = {
    stopped: `${who} stopped sharing`,
    'tab-closed': 'Sharing ended: the shared tab was closed',
    'source-ended': `${who} stopped sharing from the browser’s bar`,
    left: `${who} left`,
  };
  return { title: titles[reason], hint: AGAIN };
}

const MY_END: Readonly<Record<EndReason, string>> = {
  stopped: 'You stopped sharing',
  'tab-closed': 'Sharing ended: the tab was closed',
  'source-ended': 'Sharing ended: stopped from the browser’s bar',
  left: 'Sharing ended: you left the room',
};

/** How my own sharing ended. */
export function myEndedWords(reason: EndReason): Words {
  return { title: MY_END[reason], hint: 'Those who watched have been told. Share again whenever you like.' };
}

/** When the next try comes. @param seconds until it, or null where nothing is tried by itself */
export function retryWords(seconds: number | null): string {
  return seconds === null ? 'Trying again…' : `Trying again in ${seconds} s.`;
}

/** The popup's status line. */
export function popupStatus({ phase, share }: Snapshot): string {
  if (phase === 'connecting') return share ? 'Opening the room…' : 'Getting ready…';
  if (phase === 'waiting') return 'Waiting to be let in';
  if (phase === 'reconnecting') return share ? 'Sharing, server out of reach' : 'Server out of reach';
  if (phase === 'failed') return 'Not connected';
  if (!share) return 'Ready to share';
  const what = share.source === 'tab' ? 'Sharing a tab' : 'Sharing your screen';
  return share.title ? `${what}: ${share.title}` : what;
}

/** The server is away while I share. */
export const SERVER_LOST_SHARING: Words = {
  title: 'The server is out of reach',
  hint: 'Those who watch keep the picture; nobody new can come in until it is back.',
};

export const OPEN_ROOM: Words = {
  title: 'Open room: this link has no key',
  hint: 'Whoever knows the room’s name can come in, and see what is shared. A new room gets a key that keeps strangers out.',
};

/** Somebody on the way changes, replays or makes up what members of a room with a key tell each other. */
export function tamperingWords(refusals: RefusalCounts): Words {
  const count = countTampering(refusals);
  const what = count === 1 ? 'A message was' : `${count} messages were`;
  return {
    title: 'This room’s server is tampering',
    hint: `${what} changed, replayed or made up on the way, and refused: nobody without the link sees anything. Move to another server. (A modified Porthole in the room could cause it, too.)`,
  };
}

/** What the others in a room see of this computer, and the way out. */
export const ADDRESS_WORDS: Words = {
  title: 'Relay only',
  hint: 'The picture goes straight from one to the other, so people in a room see each other’s IP address. With this on they see the server’s relay instead. That is slower, and works only where the server offers a relay (TURN).',
};

export const NO_RELAY: Words = {
  title: 'This server offers no relay',
  hint: 'You chose relay only, so nothing can be connected here. Turn it off, or use a server with TURN.',
};

export const BURN_WORDS: Words = {
  title: 'Take the key out of the address',
  hint: 'Nobody who looks at this tab’s address bar or goes back in it can come in. Reloading then asks for the link again. The browser’s own list of visited pages may still have it: clear it there.',
};

/** What the signs of a safety code are for. */
export const SAFETY_CODE_USE =
  'Safety code: read it to each other by voice. If both of you see the same, nobody sits in between.';

export const TAB_PROTECTED = FAULTS['tab-not-capturable'];

export const NO_TAB_SHARING: Words = {
  title: 'Choose what to share in the browser’s own picker',
  hint: 'This browser has no way to share a tab in one click.',
};

export const READY_AGAIN: Words = {
  title: 'Ready. Press Share this tab again.',
  hint: 'You have allowed it: from now on, one click shares a tab.',
};

/** Why the picture is smaller than what was chosen. @param actual px */
export function belowPresetWords(source: ShareSource, actual: { width: number; height: number }): string {
  const what = source === 'tab' ? 'tab' : 'screen';
  return `Your ${what} is ${sizeText(actual.width, actual.height)}: sent as it is, never upscaled.`;
}

/** How the picture reaches one viewer. */
export function reachWords(peer: Pick<PeerView, 'link' | 'sending' | 'rung'>): string {
  const states: Record<PeerView['link'], string> = {
    none: 'Here',
    connecting: 'Connecting…',
    connected: (peer.rung?.lines !== 0 && peer.sending && pictureText(peer.sending)) || 'Connected',
    failed: 'Can’t be reached',
    'cut-off': 'Cut off for a minute: it sent too much',
  };
  return states[peer.link];
}

export const SERVER_LOST: Words = {
  title: 'The server is out of reach; the picture goes on.',
  hint: 'Nobody new can come in until it is back.',
};

/** The card in the middle of the viewer. */
export function viewerWords(state: ViewerState, snapshot: Snapshot): Words {
  switch (state.kind) {
    case 'failed':
      return faultWords(state.fault.code, snapshot.maxPeers + 1);
    case 'ended':
      return endedBy(state.ended, snapshot);
    case 'getting':
      return {
        title: `${peerName(state.peer)} is sharing – getting the picture`,
        hint: 'This takes a second or two.',
      };
    case 'unreachable':
      return {
        title: `${peerName(state.peer)} is sharing, but the picture can’t get through`,
        hint: 'A firewall on one side may be in the way. Try again, or try another network.',
      };
    case 'connecting':
      return connectingWords(snapshot);
    case 'reconnecting':
      return FAULTS['server-unreachable'];
    default:
      return VIEWER[state.kind];
  }
}

const VIEWER: Readonly<Record<'watching' | 'left' | 'knocking' | 'sharing' | 'waiting', Words>> = {
  watching: { title: '', hint: '' },
  left: { title: 'You left the room', hint: 'You can close this page, or come back in.' },
  knocking: {
    title: 'Waiting to be let in',
    hint: 'The host sees that you are here. Keep this page open: the picture comes as soon as the host lets you in.',
  },
  sharing: {
    title: 'You are sharing your screen',
    hint: 'Whoever opens the room’s link sees it. You may leave this page in the background, but keep it open.',
  },
  waiting: {
    title: 'Waiting for someone to share',
    hint: 'You are in. The picture comes by itself as soon as someone shares.',
  },
};

function connectingWords({ fault }: Snapshot): Words {
  return fault ? faultWords(fault.code) : { title: 'Connecting…', hint: 'On the way into the room.' };
}

function endedBy({ reason, peer: id, name = '' }: EndedView, snapshot: Snapshot): Words {
  if (id === snapshot.me?.id) return myEndedWords(reason);
  const sharer = snapshot.peers.find((peer) => peer.id === id) ?? { id, name };
  return endedWords(reason, peerName(sharer));
}

/** What the browser will say when it is asked for tab sharing, and what is meant. */
export const SCARY_WORDS: Words = {
  title: 'One permission makes it one click',
  hint: 'Your browser will ask whether Porthole may “read and change all your data on all websites”. That is its wording for capturing a tab. Porthole captures only the tab you share, only while you share it, and reads or changes nothing else.',
};

/** How the welcome page ends. */
export const WELCOME_END: Readonly<Record<'granted' | 'declined', Words>> = {
  granted: {
    title: 'All set',
    hint: 'Go to a tab worth sharing, click Porthole’s icon, and press Share this tab.',
  },
  declined: {
    title: 'All set',
    hint: 'Click Porthole’s icon whenever you want to share: your browser’s own picker opens. You can allow one-click tab sharing later, in the options.',
  },
};

/** About a still of the picture. */
export const STILL = {
  copied: 'Picture copied',
  saved: 'Picture saved with your downloads',
  refused: 'The browser doesn’t let Porthole copy a picture: save it instead',
  failed: 'The picture couldn’t be taken. Try again.',
  none: 'There is no picture yet',
} as const;

export const PIP_FAILED = 'The browser doesn’t open a small window now';

/** The way that the packets take, in the statistics. */
export const PATH_WORDS: Readonly<Record<MediaPath, string>> = {
  direct: 'Direct',
  'relay-udp': 'Relay, UDP',
  'relay-tcp': 'Relay, TCP',
  'relay-tls': 'Relay, TLS',
  relay: 'Relay',
};
