import { ID_PATTERN, NAME_LENGTH, TOKEN_LENGTH } from '@porthole/signaling/protocol';
import * as v from 'valibot';
import { PortholeError } from '../core/faults.ts';
import { PRESET_IDS } from '../core/presets.ts';
import { deviceSchema, shareControlSchema } from '../core/share-control.ts';
import { parseRecordingName } from '../core/recording/file-name.ts';
import { IDLE } from '../core/snapshot.ts';
import { snapshotSchema } from '../core/snapshot-schema.ts';
import { uplinkRecordSchema } from '../core/uplink-budget.ts';

/** What the browser says of where a message comes from. */
export interface Sender {
  readonly id?: string | undefined;
  /** Of the document; of a worker its script, or nothing. */
  readonly url?: string | undefined;
}

/** This extension, by the browser's word. */
export interface Own {
  readonly id: string;
  /** e.g. `chrome-extension://id/` */
  readonly root: string;
}

/** The contexts that send commands. */
export type Context = 'popup' | 'chat' | 'offscreen' | 'worker';

const flag = v.boolean();
/** A room link, 2048 characters at most as everywhere; read by `parseRoomLink` where it is used. */
const link = v.pipe(v.string(), v.minLength(1), v.maxLength(2048));
const secret = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,128}$/));
const tabId = v.nullable(v.pipe(v.number(), v.safeInteger()));
const shareId = v.pipe(v.string(), v.maxLength(64));
const peer = v.pipe(v.string(), v.regex(ID_PATTERN));

const choice = v.object({
  preset: v.picklist(PRESET_IDS),
  hint: v.picklist(['auto', 'detail', 'motion']),
  sound: flag,
  microphone: v.nullable(deviceSchema),
});

const source = v.picklist(['tab', 'display']);
/** From `tabCapture.getMediaStreamId`; null for the browser's picker. */
const streamId = v.nullable(v.pipe(v.string(), v.maxLength(1024)));

/** What the worker needs to begin a share. */
const shareRequest = v.object({
  source,
  /** The tab to share; null for the browser's picker. */
  tabId,
  /** Full room link, made or checked by whoever asks. */
  link,
  /** The link is on the clipboard already. */
  copied: flag,
  /** Of the link, and of its pass phrase where it asks for one; null for an open room. */
  keys: v.nullable(v.object({ auth: secret, seal: secret })),
  name: v.pipe(v.string(), v.maxLength(NAME_LENGTH)),
  /** Access token for the link's server; null = none. */
  accessToken: v.nullable(v.pipe(v.string(), v.maxLength(TOKEN_LENGTH))),
  choice,
  /** Encode for each viewer apart. */
  compatibility: flag,
  /** Use the server's relays alone. */
  relayOnly: flag,
});

/** What becomes of the viewers' pointers. */
const pointing = v.object({
  /** Viewers may point. */
  allowed: flag,
  /** Their pointers are drawn over the shared tab itself. */
  onTab: flag,
});

/** The same for the offscreen document, which has no tabCapture of its own. */
const offscreenShareRequest = v.object({
  ...shareRequest.entries,
  streamId,
  /** What is kept of the room, see `RoomMemory`. */
  hostKey: v.nullable(secret),
  pass: secret,
  pointing,
  /** Names this share among all, so that the end of an older one is not taken for its own. */
  shareId,
});

const order = v.variant('action', [
  v.object({ action: v.picklist(['lock', 'unlock', 'waiting-on', 'waiting-off', 'end']) }),
  v.object({ action: v.picklist(['remove', 'admit', 'deny', 'hand-over']), to: peer }),
]);

/** What to do with the recording of one's own share. */
const recordStep = v.picklist(['start', 'pause', 'resume', 'stop']);
const recordingId = v.pipe(
  v.string(),
  v.check((name) => parseRecordingName(name) !== null),
);

const badge = v.object({
  live: flag,
  /** Live, with a card instead of the picture. */
  paused: flag,
  /** Shown on the icon: the number watching, of lines not read, or of those who ask to be let in. */
  text: v.pipe(v.string(), v.maxLength(8)),
  /** Somebody asks to be let in. */
  asks: flag,
  /** Somebody wrote something that was not read. */
  unread: flag,
});

const shareOver = v.object({
  /** The share that is over; null when there was none. */
  shareId: v.nullable(shareId),
  /** A share that is over is over, whatever there is to say of it. */
  last: v.fallback(snapshotSchema, () => ({ ...IDLE, peers: [], waiting: [] })),
});

const nothing = v.optional(v.undefined());

/**
 * The commands between the extension's contexts: `to-worker:…` is answered by the worker, `to-offscreen:…` by the
 * offscreen document. Each with whoever may give it, and what it must look like.
 */
export const COMMANDS = {
  'to-worker:share': { from: 'popup', data: shareRequest },
  'to-worker:stop': { from: 'popup', data: nothing },
  'to-worker:record': { from: 'popup', data: recordStep },
  'to-worker:order': { from: 'popup', data: order },
  'to-worker:control': { from: 'popup', data: shareControlSchema },
  /** Shares something else in the share under way. */
  'to-worker:switch': { from: 'popup', data: v.object({ source, tabId }) },
  /** Asks for a picture of what is captured. */
  'to-worker:still': { from: 'popup', data: nothing },
  /** The document that shared is gone without a word. */
  'to-worker:crashed': { from: 'popup', data: nothing },
  /** The offscreen document has become a room's host, or is no more. */
  'to-worker:keep-host-key': {
    from: 'offscreen',
    data: v.object({ link, hostKey: v.nullable(secret) }),
  },
  'to-worker:badge': { from: 'offscreen', data: badge },
  /** A share is over: unless another has begun, the offscreen document has nothing left to do. */
  'to-worker:over': { from: 'offscreen', data: shareOver },
  /** A recording is on disk: it is for the person to say where it goes. */
  'to-worker:recorded': { from: 'offscreen', data: recordingId },
  'to-worker:why-ended': { from: 'offscreen', data: tabId },
  /** A tab that is captured gives no picture. */
  'to-worker:has-crashed': { from: 'offscreen', data: v.pipe(v.number(), v.safeInteger()) },
  /** What a share has shown of the way out. */
  'to-worker:uplink': { from: 'offscreen', data: uplinkRecordSchema },
  /** Says nothing: the worker is to stay awake. */
  'to-worker:awake': { from: 'offscreen', data: nothing },
  'to-offscreen:control': { from: 'worker', data: shareControlSchema },
  'to-offscreen:switch': { from: 'worker', data: v.object({ source, tabId, streamId }) },
  'to-offscreen:still': { from: 'worker', data: nothing },
  /** The worker has to see the shared tab leave its site. */
  'to-offscreen:guarded': { from: 'worker', data: flag },
  /** Draws pointers over a tab, which the offscreen document sends from then on. */
  'to-worker:show-overlay': { from: 'offscreen', data: v.pipe(v.number(), v.safeInteger()) },
  'to-offscreen:share': { from: 'worker', data: offscreenShareRequest },
  'to-offscreen:stop': { from: 'worker', data: nothing },
  'to-offscreen:order': { from: 'worker', data: order },
  'to-offscreen:record': { from: 'worker', data: recordStep },
  'to-offscreen:relay-only': { from: 'worker', data: flag },
  'to-offscreen:pointing': { from: 'worker', data: pointing },
} as const satisfies Record<string, { readonly from: Context; readonly data: v.GenericSchema }>;

export type CommandName = keyof typeof COMMANDS;
export type CommandData<T extends CommandName> = v.InferOutput<(typeof COMMANDS)[T]['data']>;

export type ShareRequest = CommandData<'to-worker:share'>;
export type OffscreenShareRequest = CommandData<'to-offscreen:share'>;
export type ShareOver = CommandData<'to-worker:over'>;
export type SwitchRequest = CommandData<'to-worker:switch'>;
export type OffscreenSwitchRequest = CommandData<'to-offscreen:switch'>;
export type RecordStep = CommandData<'to-worker:record'>;
export type PointingChoice = CommandData<'to-offscreen:pointing'>;
export type Badge = CommandData<'to-worker:badge'>;

/** Whether this extension's own context speaks, and not another page, frame or extension. */
export function isFrom({ id, url }: Sender, context: Context, own: Own): boolean {
  if (id !== own.id) return false;
  const [page] = (url ?? '').split(/[?#]/);
  if (context !== 'worker') return page === `${own.root}${context}.html`;
  // The worker is a script, or for some browsers nothing at all; and never a page.
  return page === '' || (page?.startsWith(own.root) === true && !page.endsWith('.html'));
}

/**
 * Checks a command: who sends it, and what it says.
 * @returns its data as far as they are known
 * @throws PortholeError `internal` where anything is wrong; the message names the command, and nothing of its content
 */
export function checkCommand<T extends CommandName>(
  name: T,
  data: unknown,
  sender: Sender,
  own: Own,
): CommandData<T> {
  const { from, data: schema } = COMMANDS[name];
  if (!isFrom(sender, from, own)) throw new PortholeError('internal', `${name} from a stranger`);
  const parsed = v.safeParse(schema, data);
  if (!parsed.success) throw new PortholeError('internal', `${name} makes no sense`);
  return parsed.output;
}
