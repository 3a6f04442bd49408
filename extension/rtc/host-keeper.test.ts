import { webcrypto } from 'node:crypto';
import type { ServerMessage } from '@porthole/signaling/protocol';
import { describe, expect, test } from 'vitest';
import { newHostKey } from '../core/host/host-key.ts';
import { roomKeys, type RandomBytes } from '../core/room-key.ts';
import { createSealedRoom } from '../core/seal/sealed-room.ts';
import { createSession, type SessionState } from '../core/session-state.ts';
import { reduceSession } from '../core/session.ts';
import { createHostKeeper } from './host-keeper.ts';

const random: RandomBytes = (bytes) => webcrypto.getRandomValues(bytes);
const ROOM = 'room';
const LINK_KEY = 'AAECAwQFBgcICQoLDA0ODw';
const hostKey = newHostKey(random);
const keepHostKey = () => undefined;

/** A member: its Session, what it keeps, and its end of the sealed way through the server. */
function member(id: string, key: string | null) {
  const keeper = createHostKeeper({ hostKey: key, pass: null, keepHostKey }, random);
  const room = createSealedRoom(ROOM, roomKeys(ROOM, LINK_KEY).seal, random);
  const { hosting } = keeper;
  let state = createSession({ room: ROOM, auth: 'a', id, name: id, accessToken: null, hosting });
  let effects: readonly { readonly type: string }[] = [];
  const act = (...events: Parameters<typeof reduceSession>[1][]) => {
    for (const event of events) ({ state, effects } = reduceSession(state, event));
    return effects.map(({ type }) => type);
  };
  const hello = room.seal({ type: 'join', room: ROOM, id, name: id }, id);
  if (hello?.type !== 'join') throw new Error('no hello');
  act({ type: 'start' }, { type: 'connected' });
  return {
    id,
    keeper,
    room,
    act,
    info: { id, name: hello.name ?? '' },
    get state(): SessionState {
      return state;
    },
    /** What its client makes of what the server sends. */
    hears(message: ServerMessage) {
      const opened = room.open(message, id);
      return opened.message ? act({ type: 'message', message: opened.message }) : ['refused'];
    },
    offer(to: string, sdp = 'v=0\r\n') {
      const sealed = room.seal(keeper.mark(state, { type: 'offer', room: ROOM, to, sdp }), id);
      if (sealed?.type !== 'offer') throw new Error('no offer');
      return { ...sealed, from: id };
    },
  };
}

type Member = ReturnType<typeof member>;
const lets = (who: Member, host: string | null, others: readonly Member[], locked = false) =>
  who.hears({
    type: 'joined',
    v: 1,
    id: who.id,
    peers: others.map(({ info }) => info),
    limit: 15,
    host,
    locked,
  });

/** A viewer in a room that its host has locked; the host is gone, and somebody comes in. */
function shut() {
  const host = member('host', hostKey);
  const viewer = member('viewer', null);
  lets(host, 'host', [viewer]);
  lets(viewer, 'host', [host]);
  host.act({ type: 'order', order: { action: 'lock' } });
  const message = host.keeper.gateFor(host.state, 'viewer');
  if (!message) throw new Error('no gate');
  viewer.act({ type: 'gate-told', from: 'host', message });
  const newcomer = (key: string | null, host: string | null = 'home') => {
    const home = member('home', key);
    lets(home, host, [viewer], true);
    viewer.hears({ type: 'peer-joined', peer: home.info });
    return home;
  };
  return { host, viewer, newcomer };
}

describe('the mark of a host that is back in its locked room', () => {
  test('opens the way to a viewer that heard the host before', () => {
    const { viewer, newcomer } = shut();
    const home = newcomer(hostKey);
    expect(viewer.hears(home.offer('viewer'))).toEqual(['deliver', 'peer-added']);
    const message = home.keeper.gateFor(home.state, 'viewer');
    if (!message) throw new Error('no gate');
    viewer.act({ type: 'gate-told', from: 'home', message });
    expect(viewer.state.hosting.gate.expected).toContain('home');
  });

  test('is nothing that anyone else can make, whomever the server calls host', () => {
    for (const key of [null, newHostKey(random)]) {
      const { viewer, newcomer } = shut();
      const eve = newcomer(key);
      viewer.hears({ type: 'room-updated', locked: true, waitingRoom: false, host: 'home' });
      expect(viewer.hears(eve.offer('viewer'))).toEqual([]);
    }
  });

  test('is worth nothing twice, nor in another mouth', () => {
    const { viewer, newcomer } = shut();
    const home = newcomer(hostKey);
    const offer = home.offer('viewer');
    viewer.hears(offer);
    expect(viewer.hears(offer)).toEqual(['refused']);
    const eve = member('eve', null);
    viewer.hears({ type: 'peer-joined', peer: eve.info });
    expect(viewer.hears({ ...offer, from: 'eve' })).toEqual(['refused']);
    // With the room's key, and the offer as it was: what a member and the server could do together.
    eve.hears({ type: 'peer-joined', peer: viewer.info });
    const marked = home.keeper.mark(home.state, { type: 'offer', room: ROOM, to: 'viewer', sdp: 'v=0\r\n' });
    if (marked.type !== 'offer') throw new Error('no offer');
    expect(viewer.hears(eve.offer('viewer', marked.sdp))).toEqual([]);
  });

  test('stands in no offer of one who has the key and not the role, and in nothing but offers', () => {
    const { newcomer } = shut();
    const page = newcomer(hostKey, 'host');
    const offer = { type: 'offer', room: ROOM, to: 'viewer', sdp: 'v=0\r\n' } as const;
    expect(page.keeper.mark(page.state, offer)).toBe(offer);
    const home = newcomer(hostKey);
    const answer = { ...offer, type: 'answer' } as const;
    expect(home.keeper.mark(home.state, answer)).toBe(answer);
    expect(home.keeper.mark(home.state, offer)).not.toEqual(offer);
  });
});
