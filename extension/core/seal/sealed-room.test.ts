import { webcrypto } from 'node:crypto';
import {
  NAME_LENGTH,
  parseServerMessage,
  type ClientMessage,
  type Relay,
} from '@porthole/signaling/protocol';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { roomKeys, type RandomBytes } from '../room-key.ts';
import type { IncomingRelay } from '../session-state.ts';
import type { Refusal } from './refusal.ts';
import { createSealedRoom, type SealedRoom } from './sealed-room.ts';

const random: RandomBytes = (bytes) => webcrypto.getRandomValues(bytes);
const KEY = 'AAECAwQFBgcICQoLDA0ODw';

/** A member's end of the way through the server. */
interface Member {
  readonly id: string;
  readonly name: string;
  readonly room: SealedRoom;
}

function member(id: string, more: { name?: string; key?: string; room?: string } = {}): Member {
  const { name = id, key = KEY, room = 'room' } = more;
  return { id, name, room: createSealedRoom(room, roomKeys(room, key).seal, random) };
}

type Sent<T> = Extract<ClientMessage, { type: T }>;

function sent<T extends ClientMessage['type']>(from: Member, message: Sent<T>): Sent<T> {
  const sealed = from.room.seal(message, from.id);
  if (!sealed || !isOf(message.type, sealed)) throw new Error('not sealed');
  return sealed;
}

function isOf<T extends ClientMessage['type']>(type: T, message: ClientMessage): message is Sent<T> {
  return message.type === type;
}

const helloOf = (who: Member) =>
  sent<'join'>(who, { type: 'join', room: 'room', id: who.id, name: who.name });

function meet(me: Member, peer: Member, hello = helloOf(peer)) {
  return me.room.open(
    { type: 'peer-joined', peer: { id: peer.id, ...(hello.name !== undefined && { name: hello.name }) } },
    me.id,
  );
}

/** Two members who have met, and what a server may do between them. */
function pair() {
  const [ann, bob] = [member('ann'), member('bob')];
  const hellos = { ann: helloOf(ann), bob: helloOf(bob) };
  meet(ann, bob, hellos.bob);
  meet(bob, ann, hellos.ann);
  return { ann, bob, hellos };
}

const offer = (sdp = 'v=0\r\n', n = 1): Sent<'offer'> => ({ type: 'offer', to: 'bob', room: 'room', sdp, n });
const passOn = (relay: Relay, from = 'ann'): IncomingRelay => ({ ...relay, from });
const refusalOf = (me: Member, relay: IncomingRelay): Refusal | undefined =>
  me.room.open(relay, me.id).refused[0];

describe('between honest members', () => {
  test('names arrive, and are not on the wire', () => {
    const [ann, bob] = [member('ann', { name: 'Ann Ωmega 🚀' }), member('bob')];
    const hello = helloOf(ann);
    expect(JSON.stringify(hello)).not.toContain('Ann');
    expect(meet(bob, ann, hello)).toEqual({
      message: { type: 'peer-joined', peer: { id: 'ann', name: 'Ann Ωmega 🚀' } },
      refused: [],
    });
  });

  test('the longest names fit the protocol, cut between characters where they must be', () => {
    for (const name of ['', 'x'.repeat(64), '語'.repeat(64), '🚀'.repeat(32), 'é'.repeat(64)]) {
      const ann = member('ann', { name });
      const hello = helloOf(ann);
      expect(hello.name).toHaveLength(NAME_LENGTH);
      const opened = meet(member('bob'), ann, hello).message;
      const arrived = opened?.type === 'peer-joined' ? (opened.peer.name ?? '?') : '?';
      expect(name.startsWith(arrived)).toBe(true);
      expect(arrived.isWellFormed()).toBe(true);
      expect(Buffer.byteLength(arrived)).toBeGreaterThanOrEqual(Math.min(Buffer.byteLength(name), 138));
    }
  });

  test('a new name arrives, and the old one cannot be put back', () => {
    const { ann, bob, hellos } = pair();
    const update = sent(ann, { type: 'update', room: 'room', name: 'Annie', sharing: true });
    const updated = { type: 'peer-updated', peer: { id: 'ann', name: update.name, sharing: true } } as const;
    expect(bob.room.open(updated, 'bob').message).toEqual({
      ...updated,
      peer: { ...updated.peer, name: 'Annie' },
    });
    expect(meet(bob, ann, hellos.ann).refused).toEqual(['replayed']);
  });

  test('every honest sequence opens, in both directions', { timeout: 20_000 }, () => {
    const text = fc.string({ unit: 'binary', minLength: 1 }).map((each) => each.toWellFormed());
    const candidate = fc.record({
      candidate: text,
      sdpMid: fc.option(fc.string({ maxLength: 64 })),
      sdpMLineIndex: fc.option(fc.nat(1024)),
    });
    const relay = fc.oneof(
      fc.record({ type: fc.constantFrom<'offer' | 'answer'>('offer', 'answer'), sdp: text, n: fc.nat() }),
      fc.record({ type: fc.constant<'ice-candidate'>('ice-candidate'), candidate }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), relay), { maxLength: 12 }), (sequence) => {
        const { ann, bob } = pair();
        for (const [annSends, each] of sequence) {
          const [from, to] = annSends ? [ann, bob] : [bob, ann];
          const clear: Relay = { ...each, to: to.id, room: 'room' };
          const wire = passOn(sent(from, clear), from.id);
          expect(parseServerMessage(JSON.stringify(wire)).ok).toBe(true);
          expect(to.room.open(wire, to.id)).toEqual({ message: { ...clear, from: from.id }, refused: [] });
        }
      }),
      { numRuns: 40 },
    );
  });

  test('a message that was dropped spoils none of those after it', () => {
    const { ann, bob } = pair();
    sent(ann, offer());
    expect(refusalOf(bob, passOn(sent(ann, offer())))).toBeUndefined();
  });

  test('nothing is sealed for one who has not said hello', () => {
    expect(member('ann').room.seal(offer(), 'ann')).toBeNull();
  });
});

describe('a server that tampers', () => {
  test('learns nothing from what it carries', () => {
    const { ann } = pair();
    const line = 'candidate:1 1 udp 2130706431 192.0.2.1 50000 typ host';
    const candidate = { candidate: line, sdpMid: '0', usernameFragment: 'ufrag' };
    const carried = [
      sent<'offer'>(ann, offer('a=fingerprint:sha-256 AA:BB')),
      sent(ann, { type: 'ice-candidate', to: 'bob', room: 'room', candidate }),
    ];
    expect(JSON.stringify(carried)).not.toMatch(/fingerprint|192\.0|ufrag|sdpMid/);
  });

  test('is refused for any altered character of what is sealed', () => {
    const sealed = /^ps1\.[A-Za-z0-9_-]+$/;
    fc.assert(
      fc.property(fc.nat(), fc.string({ maxLength: 2 }), (position, other) => {
        const { ann, bob } = pair();
        const wire = sent(ann, offer());
        expect(wire.sdp).toMatch(sealed);
        const at = position % wire.sdp.length;
        const sdp = wire.sdp.slice(0, at) + other + wire.sdp.slice(at + 1);
        fc.pre(sdp !== wire.sdp);
        expect(['forged', 'unsealed']).toContain(refusalOf(bob, passOn({ ...wire, sdp })));
      }),
    );
  });

  const tricks: Record<string, [Refusal, (wire: Sent<'offer'>) => IncomingRelay]> = {
    'another type': ['forged', (wire) => passOn({ ...wire, type: 'answer' })],
    'another number': ['forged', (wire) => passOn({ ...wire, n: 2 })],
    'no number': ['forged', ({ n: _n, ...wire }) => passOn(wire)],
    'another sender': ['forged', (wire) => passOn(wire, 'cat')],
    'a sender who is not there': ['stranger', (wire) => passOn(wire, 'dog')],
    'an offer as a candidate': [
      'forged',
      ({ sdp, to, room }) => passOn({ type: 'ice-candidate', to, room, candidate: { candidate: sdp } }),
    ],
    'clear text': ['unsealed', (wire) => passOn({ ...wire, sdp: 'v=0\r\na=fingerprint:sha-256 EE' })],
  };
  test.each(Object.entries(tricks))('is refused for %s', (_what, [refusal, trick]) => {
    const { ann, bob } = pair();
    meet(bob, member('cat'));
    const wire = sent(ann, offer());
    expect(bob.room.open(trick(wire), 'bob')).toEqual({ message: null, refused: [refusal] });
  });

  test('is refused for a message that it brings twice, or after a newer one', () => {
    const { ann, bob } = pair();
    const [first, second] = [sent(ann, offer()), sent(ann, offer())];
    expect(refusalOf(bob, passOn(second))).toBeUndefined();
    expect(refusalOf(bob, passOn(second))).toBe('replayed');
    expect(refusalOf(bob, passOn(first))).toBe('replayed');
  });

  test('cannot make a replay new by saying that its sender left and came', () => {
    const { ann, bob, hellos } = pair();
    const wire = sent(ann, offer());
    bob.room.open(passOn(wire), 'bob');
    bob.room.open({ type: 'peer-left', id: 'ann' }, 'bob');
    meet(bob, ann, hellos.ann);
    expect(refusalOf(bob, passOn(wire))).toBe('replayed');
  });

  test('cannot hand a message to another member', () => {
    const { ann, bob, hellos } = pair();
    const cat = member('cat');
    meet(cat, ann, hellos.ann);
    expect(refusalOf(cat, passOn(sent(ann, offer())))).toBe('forged');
    expect(refusalOf(bob, passOn({ ...sent(ann, offer()), to: 'cat' }))).toBeUndefined();
  });

  test('cannot use a message of a former stay, under the same id', () => {
    const { ann, hellos } = pair();
    const bobAgain = member('bob');
    meet(bobAgain, ann, hellos.ann);
    expect(refusalOf(bobAgain, passOn(sent(ann, offer())))).toBe('forged');
    const annAgain = member('ann');
    const { bob } = pair();
    expect(meet(bob, annAgain).refused).toEqual(['replayed']);
  });

  test('cannot carry a message over from a room with the same key', () => {
    const [ann, bob] = [member('ann'), member('bob', { room: 'other' })];
    expect(meet(bob, ann).refused).toEqual(['forged']);
  });

  test('cannot give me another id, nor bring me my own words', () => {
    const { ann, hellos } = pair();
    const joined = { type: 'joined', v: 1, id: 'old', limit: 15 } as const;
    expect(ann.room.open({ ...joined, peers: [] }, 'ann')).toMatchObject({
      message: { id: 'ann' },
      refused: ['forged'],
    });
    const mirror = [{ id: 'ann', name: hellos.ann.name ?? '' }];
    expect(ann.room.open({ ...joined, id: 'ann', peers: mirror }, 'ann')).toMatchObject({
      message: { peers: [] },
      refused: ['replayed'],
    });
  });

  test('cannot bring anyone in who does not hold the key', () => {
    const { ann, hellos } = pair();
    const peers = [
      { id: 'nameless' },
      { id: 'clear', name: 'Alex' },
      { id: 'other-key', name: helloOf(member('other-key', { key: 'BAECAwQFBgcICQoLDA0ODw' })).name ?? '' },
      { id: 'borrowed', name: hellos.bob.name ?? '' },
      { id: 'cat', name: helloOf(member('cat')).name ?? '' },
    ];
    const opened = ann.room.open({ type: 'joined', v: 1, id: 'ann', limit: 15, peers }, 'ann');
    expect(opened.message).toMatchObject({ peers: [{ id: 'cat', name: 'cat' }] });
    expect(opened.refused).toEqual(['unsealed', 'unsealed', 'forged', 'forged']);
  });
});

test('what a member seals and is no candidate is that member’s fault', () => {
  const { ann, bob } = pair();
  const wire = sent(ann, {
    type: 'ice-candidate',
    to: 'bob',
    room: 'room',
    // Longer than any candidate may be.
    candidate: { candidate: 'x'.repeat(5000) },
  });
  expect(refusalOf(bob, passOn(wire))).toBe('malformed');
});

const line = (text = 'meet me at six'): Sent<'chat'> => ({ type: 'chat', to: 'bob', room: 'room', text });
const arrive = (me: Member, wire: Sent<'chat'>, from = 'ann') => me.room.open({ ...wire, from }, me.id);

describe('what is said in the chat', () => {
  test('arrives, and is not on the wire', () => {
    const { ann, bob } = pair();
    const wire = sent(ann, line());
    expect(JSON.stringify(wire)).not.toContain('six');
    expect(arrive(bob, wire)).toEqual({ message: { ...line(), from: 'ann' }, refused: [] });
  });

  test('is refused when it comes again, late, altered, in clear, or to another', () => {
    const { ann, bob, hellos } = pair();
    const [first, second] = [sent(ann, line()), sent(ann, line('no, at seven'))];
    expect(arrive(bob, second).refused).toEqual([]);
    expect(arrive(bob, second).refused).toEqual(['replayed']);
    expect(arrive(bob, first).refused).toEqual(['replayed']);
    const last = sent(ann, line());
    const altered = last.text.slice(0, -1) + (last.text.endsWith('A') ? 'B' : 'A');
    expect(arrive(bob, { ...last, text: altered }).refused).toEqual(['forged']);
    expect(arrive(bob, line()).refused).toEqual(['unsealed']);
    const cat = member('cat');
    meet(cat, ann, hellos.ann);
    expect(arrive(cat, last).refused).toEqual(['forged']);
    expect(arrive(cat, last, 'bob').refused).toEqual(['stranger']);
  });

  test('cannot be passed off as an offer, nor an offer as a line', () => {
    const { ann, bob } = pair();
    const wire = sent(ann, line());
    expect(refusalOf(bob, passOn({ type: 'offer', to: 'bob', room: 'room', sdp: wire.text }))).toBe('forged');
    const { sdp } = sent(ann, { type: 'offer', to: 'bob', room: 'room', sdp: 'v=0' });
    expect(arrive(bob, line(sdp)).refused).toEqual(['forged']);
  });
});
