import type { ClientMessage, PeerInfo, ServerMessage } from '@porthole/signaling/protocol';
import { fromBase64url, toBase64url } from '../base64url.ts';
import type { RandomBytes, RoomKeys } from '../room-key.ts';
import { isSealed } from './envelope.ts';
import { newStay, openHello, sealHello } from './hello.ts';
import type { Refusal } from './refusal.ts';
import { openRelay, sealRelay, type Incoming, type Outgoing } from './relay.ts';

/** What came of a server's message: itself in clear, or null where nothing of it may be believed. */
interface Opened {
  readonly message: ServerMessage | null;
  readonly refused: readonly Refusal[];
}

/**
 * Stands between a Session and the server of a room with a key: everything that one member tells another goes out
 * sealed, and what comes in otherwise is refused. Lives as long as the Session.
 */
export interface SealedRoom {
  /** @returns null for a relay to someone who has not said hello: nobody could open it */
  seal(message: ClientMessage, me: string): ClientMessage | null;
  open(message: ServerMessage, me: string): Opened;
}

interface KnownMember {
  /** Fixed: a member's id is as random as its stay, so one id with two stays is somebody else's doing. */
  readonly stay: string;
  readonly edition: number;
  /** Counter of the newest relay that was opened. */
  readonly received: number;
}

/** @param sealingKey from {@link RoomKeys} */
export function createSealedRoom(
  room: string,
  sealingKey: RoomKeys['seal'],
  random: RandomBytes,
): SealedRoom {
  const key = fromBase64url(sealingKey);
  const stay = newStay(random);
  const myStay = toBase64url(stay);
  /** Kept when a member leaves: what it sent must not open again when the server says that it is back. */
  const known = new Map<string, KnownMember>();
  let sent = 0;
  let edition = 0;

  function hello(me: string, name: string): string {
    edition += 1;
    return sealHello(key, room, me, { stay, edition, name }, random);
  }

  function sealFor(message: Outgoing, me: string): Outgoing | null {
    const receiver = known.get(message.to);
    if (!receiver) return null;
    sent += 1;
    const ends = { room, from: me, to: message.to, fromStay: myStay, toStay: receiver.stay };
    return sealRelay(key, ends, message, sent, random);
  }

  function meet(peer: PeerInfo): PeerInfo | Refusal {
    if (peer.name === undefined || !isSealed(peer.name)) return 'unsealed';
    const hello = openHello(key, room, peer.id, peer.name);
    if (!hello) return 'forged';
    // What I said myself, thrown back at me.
    if (hello.stay === myStay) return 'replayed';
    const before = known.get(peer.id);
    if (before && (before.stay !== hello.stay || before.edition > hello.edition)) return 'replayed';
    known.set(peer.id, { stay: hello.stay, edition: hello.edition, received: before?.received ?? 0 });
    return { ...peer, name: hello.name };
  }

  function meetAll(message: Membership, me: string): Opened {
    const met = message.peers.map(meet);
    const peers = met.filter((peer) => typeof peer !== 'string');
    const refused = met.filter((peer) => typeof peer === 'string');
    // What I say is bound to the id that I chose: a server has no reason to give me another.
    if (message.id !== me) refused.push('forged');
    return { message: { ...message, id: me, peers }, refused };
  }

  function meetOne(message: Introduction): Opened {
    const peer = meet(message.peer);
    if (typeof peer === 'string') return { message: null, refused: [peer] };
    return { message: { ...message, peer }, refused: [] };
  }

  function read(message: Incoming, me: string): Opened {
    const sender = known.get(message.from);
    if (!sender) return { message: null, refused: ['stranger'] };
    const ends = { room, from: message.from, to: me, fromStay: sender.stay, toStay: myStay };
    const opened = openRelay(key, ends, message, sender.received);
    if (opened.counter !== null) known.set(message.from, { ...sender, received: opened.counter });
    if (opened.refusal !== null) return { message: null, refused: [opened.refusal] };
    return { message: opened.relay, refused: [] };
  }

  return {
    seal(message, me) {
      switch (message.type) {
        case 'join':
          return { ...message, name: hello(me, message.name ?? '') };
        case 'update':
          return message.name === undefined ? message : { ...message, name: hello(me, message.name) };
        case 'offer':
        case 'answer':
        case 'ice-candidate':
        case 'chat':
          return sealFor(message, me);
        default:
          return message;
      }
    },
    open(message, me) {
      switch (message.type) {
        case 'joined':
        case 'resumed':
          return meetAll(message, me);
        case 'peer-joined':
        case 'peer-updated':
        case 'knock':
          return meetOne(message);
        case 'offer':
        case 'answer':
        case 'ice-candidate':
        case 'chat':
          return read(message, me);
        default:
          return { message, refused: [] };
      }
    },
  };
}

type Membership = Extract<ServerMessage, { peers: PeerInfo[] }>;
type Introduction = Extract<ServerMessage, { peer: PeerInfo }>;
