import * as v from 'valibot';
import { ERROR_CODES } from './codes.ts';
import {
  AUTH_LENGTH,
  BAN_LIMIT,
  CANDIDATE_LENGTH,
  CHAT_LENGTH,
  ID_PATTERN,
  NAME_LENGTH,
  ROOM_LIMIT,
  SDP_LENGTH,
  TOKEN_LENGTH,
} from './limits.ts';

const id = v.pipe(v.string(), v.regex(ID_PATTERN));
const name = v.pipe(v.string(), v.maxLength(NAME_LENGTH));
const secret = v.pipe(v.string(), v.minLength(1), v.maxLength(AUTH_LENGTH));
const token = v.pipe(v.string(), v.minLength(1), v.maxLength(TOKEN_LENGTH));
const sdp = v.pipe(v.string(), v.minLength(1), v.maxLength(SDP_LENGTH));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** An RTCIceCandidateInit; an empty `candidate` string ends the candidates. */
export const candidate = v.object({
  candidate: v.pipe(v.string(), v.maxLength(CANDIDATE_LENGTH)),
  sdpMid: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(64)))),
  sdpMLineIndex: v.optional(v.nullable(v.pipe(count, v.maxValue(1024)))),
  usernameFragment: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(256)))),
});

/** An RTCIceServer as it stands in `/config` and `joined`. */
export const iceServer = v.object({
  urls: v.union([v.string(), v.array(v.string())]),
  username: v.exactOptional(v.string()),
  credential: v.exactOptional(v.string()),
});

/** What a room's members see of one of them. */
export const peerInfo = v.object({
  id,
  name: v.optional(name),
  sharing: v.optional(v.boolean()),
  /** takes the message `chat`; nobody else is sent one */
  chat: v.optional(v.boolean()),
});

const join = v.object({
  type: v.literal('join'),
  room: id,
  id,
  v: v.optional(count),
  name: v.optional(name),
  auth: v.optional(secret),
  /** proves the host key */
  host: v.optional(secret),
  /** what a ban holds on to: the same each time this client comes to this room, known to nobody else */
  pass: v.optional(secret),
  session: v.optional(token),
  resume: v.optional(v.boolean()),
  /** With `resume`: messages that have come since the last `joined` or `resumed`, that one included. */
  received: v.optional(count),
  token: v.optional(token),
  chat: v.optional(v.boolean()),
});
const offer = v.object({ type: v.literal('offer'), to: id, room: id, sdp, n: v.optional(count) });
const answer = v.object({ type: v.literal('answer'), to: id, room: id, sdp, n: v.optional(count) });
const iceCandidate = v.object({ type: v.literal('ice-candidate'), to: id, room: id, candidate });
/** What one member writes to another; what it means is theirs alone. */
const chat = v.object({
  type: v.literal('chat'),
  to: id,
  room: id,
  text: v.pipe(v.string(), v.minLength(1), v.maxLength(CHAT_LENGTH)),
});
const update = v.object({
  type: v.literal('update'),
  room: id,
  name: v.optional(name),
  sharing: v.optional(v.boolean()),
});
const leave = v.object({ type: v.literal('leave'), room: id });

/** What a ban holds on to, as the server writes it; of no meaning to anyone else. */
const ban = v.pipe(v.string(), v.regex(/^[ip]:[A-Za-z0-9_-]{1,64}$/));

const order = { type: v.literal('host'), room: id };
/** What the host may ask for. */
const host = v.variant('action', [
  v.object({ ...order, action: v.picklist(['lock', 'unlock', 'waiting-on', 'waiting-off', 'end']) }),
  v.object({ ...order, action: v.picklist(['remove', 'admit', 'deny', 'hand-over']), to: id }),
  /** After a hand-over: the new host's own verifier. */
  v.object({ ...order, action: v.literal('key'), key: secret }),
  /** After a restart of the service: how the room was. */
  v.object({
    ...order,
    action: v.literal('restore'),
    locked: v.boolean(),
    waitingRoom: v.boolean(),
    /** who may come back in past a closed door */
    members: v.pipe(v.array(id), v.maxLength(4 * ROOM_LIMIT)),
    bans: v.pipe(v.array(ban), v.maxLength(BAN_LIMIT)),
  }),
]);

/** Everything that a client may send. */
export const clientMessage = v.variant('type', [
  join,
  offer,
  answer,
  iceCandidate,
  chat,
  update,
  leave,
  host,
]);

const from = { from: id };
/** Who may come into the room, and who decides that. */
const roomState = {
  locked: v.boolean(),
  /** newcomers wait until the host lets them in */
  waitingRoom: v.boolean(),
  /** id of the member that holds the role; null while nobody does */
  host: v.nullable(id),
};
const membership = {
  v: count,
  id,
  peers: v.array(peerInfo),
  limit: count,
  session: v.optional(token),
  resumeTtl: v.optional(count),
  iceServers: v.optional(v.array(iceServer)),
  features: v.optional(v.array(v.string())),
  locked: v.optional(roomState.locked),
  waitingRoom: v.optional(roomState.waitingRoom),
  host: v.optional(roomState.host),
};
const joined = v.object({ type: v.literal('joined'), ...membership });
const resumed = v.object({ type: v.literal('resumed'), ...membership });
const peerJoined = v.object({ type: v.literal('peer-joined'), peer: peerInfo });
/** `left`: on purpose. `lost`: its socket went and did not come back in time; its media may still flow. `removed`: by the host. */
const peerLeft = v.object({
  type: v.literal('peer-left'),
  id,
  reason: v.optional(v.picklist(['left', 'lost', 'removed'])),
});
const peerUpdated = v.object({ type: v.literal('peer-updated'), peer: peerInfo });
const roomUpdated = v.object({ type: v.literal('room-updated'), ...roomState });
/** Not in yet: the host is asked. Answered with `joined`, or with an error. */
const waiting = v.object({ type: v.literal('waiting'), waitMs: v.optional(count) });
/** To the host: somebody asks to be let in, or does so no more. */
const knock = v.object({ type: v.literal('knock'), peer: peerInfo });
const knockGone = v.object({ type: v.literal('knock-gone'), id });
/** To the host: what to bring along in `restore`, should the service forget. */
const banned = v.object({ type: v.literal('banned'), bans: v.array(ban) });
/** Fresh TURN credentials, before those from `joined` end; for connections that are made or restarted from now on. */
const iceServers = v.object({ type: v.literal('ice-servers'), iceServers: v.array(iceServer) });
const bye = v.object({ type: v.literal('bye'), retryMs: count });
const error = v.object({
  type: v.literal('error'),
  code: v.picklist(ERROR_CODES),
  /** `type` of the message that was refused */
  ref: v.optional(v.string()),
  /** `to` of the message that was refused */
  to: v.optional(id),
  /** for the developer of a client, never for its user */
  message: v.optional(v.string()),
});

/** Everything that the server may send. Relays carry the sender's id in `from`. */
export const serverMessage = v.variant('type', [
  joined,
  resumed,
  peerJoined,
  peerLeft,
  peerUpdated,
  roomUpdated,
  waiting,
  knock,
  knockGone,
  banned,
  iceServers,
  bye,
  error,
  v.object({ ...offer.entries, ...from }),
  v.object({ ...answer.entries, ...from }),
  v.object({ ...iceCandidate.entries, ...from }),
  v.object({ ...chat.entries, ...from }),
]);

/** The answer of `GET /config`. */
export const configResponse = v.object({
  signalingUrl: v.pipe(v.string(), v.url()),
  iceServers: v.array(iceServer),
});

export type ClientMessage = v.InferOutput<typeof clientMessage>;
export type ServerMessage = v.InferOutput<typeof serverMessage>;
export type PeerInfo = v.InferOutput<typeof peerInfo>;
export type IceServer = v.InferOutput<typeof iceServer>;
export type ServiceConfig = v.InferOutput<typeof configResponse>;
export type Candidate = v.InferOutput<typeof candidate>;
export type Relay = Extract<ClientMessage, { type: 'offer' | 'answer' | 'ice-candidate' }>;
export type Chat = Extract<ClientMessage, { type: 'chat' }>;
/** An order of the host. */
export type HostOrder = Extract<ClientMessage, { type: 'host' }>;
