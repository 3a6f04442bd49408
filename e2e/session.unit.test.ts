import { webcrypto } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { newHostKey } from '../extension/core/host/host-key.ts';
import { newRoomLink, type RandomBytes } from '../extension/core/room-key.ts';
import type { RoomLink } from '../extension/core/room-link.ts';
import { startServer, type Overrides, type TestServer } from '../signaling/src/testing/server.ts';
import { SessionPeer } from './harness/session-peer.ts';
import { until } from './harness/until.ts';

/* Sessions against a real service, without browsers: who comes back, and who deals with whom. */

// A retry is jittered, and the machine may be busy.
vi.setConfig({ testTimeout: 20_000 });

const random: RandomBytes = (bytes) => webcrypto.getRandomValues(bytes);

let running: TestServer;
let link: RoomLink;
let hostKey: string;
let peers: SessionPeer[] = [];

const port = (): number => Number(new URL(running.http).port);

async function serve(overrides: Overrides = {}): Promise<void> {
  running = await startServer(overrides);
}

beforeEach(() => {
  hostKey = newHostKey(random);
  link = newRoomLink('http://127.0.0.1', hostKey, random);
});
afterEach(async () => {
  for (const peer of peers) peer.crash();
  peers = [];
  await running.server.close();
});

async function enter(options: Parameters<typeof SessionPeer.enter>[2] = {}): Promise<SessionPeer> {
  const peer = await SessionPeer.enter(port(), link, options);
  peers.push(peer);
  return peer;
}

async function joined(options: Parameters<typeof SessionPeer.enter>[2] = {}): Promise<SessionPeer> {
  const peer = await enter(options);
  await until('it to be in', () => peer.phase === 'joined');
  return peer;
}

/** A locked room: its host, and a viewer that has heard the host. */
async function locked() {
  const host = await joined({ hostKey, pass: 'of-host' });
  const viewer = await joined();
  await until('the host to see the viewer', () => host.dealsWith.has(viewer.id));
  host.order({ action: 'lock' });
  viewer.hear(host);
  await until('the viewer to know', () => viewer.state.hosting.locked);
  return { host, viewer };
}

const refusal = async (peer: SessionPeer): Promise<string | undefined> => {
  await until('an answer', () => peer.phase === 'failed');
  return peer.state.fault?.code;
};

describe('a locked room', () => {
  test('takes its host back after a crash, and the viewer deals with it', async () => {
    await serve();
    const { host, viewer } = await locked();
    expect(await refusal(await enter())).toBe('room-locked');
    host.crash();
    const home = await joined({ hostKey, pass: 'of-host' });
    expect(home.state.hosting.host).toBe(home.id);
    await until('the viewer to deal with it', () => viewer.dealsWith.has(home.id));
    expect(home.dealsWith).toContain(viewer.id);
    viewer.hear(home);
    expect(viewer.state.hosting.gate).toMatchObject({ closed: true });
    expect(viewer.state.hosting.gate.expected).toContain(home.id);
  });

  test('takes a viewer back that slept until its place was gone', async () => {
    await serve({ timing: { resumeTtl: 100 } });
    const { host, viewer } = await locked();
    const { id } = viewer;
    viewer.cut();
    await until('its place to be gone', () => host.state.peers.get(id)?.absent);
    viewer.mend();
    await until('it to be in again', () => viewer.phase === 'joined' && viewer.state.peers.has(host.id));
    expect(viewer.id).toBe(id);
    await until('the host to see it', () => host.state.peers.get(id)?.absent === false);
    expect(host.askers).toEqual([]);
    expect(viewer.state.refusals).toEqual({});
  });
});

test('a lock that is ordered while the service is away holds at once, and at its return', async () => {
  await serve();
  const host = await joined({ hostKey });
  const at = port();
  await running.server.close();
  await until('the loss to be seen', () => host.phase === 'reconnecting');
  host.order({ action: 'lock' });
  expect(host.door.locked).toBe(true);
  expect(host.state.fault?.code).toBe('server-unreachable');
  await serve({ port: at });
  await until('the host to be back', () => host.phase === 'joined');
  await until('the order to be carried out', () => host.state.hosting.orders.length === 0);
  expect(host.state.hosting.locked).toBe(true);
  expect(await refusal(await enter())).toBe('room-locked');
});

test('whoever comes in between the host’s word and its arrival is shown as one who asks', async () => {
  await serve();
  const host = await joined({ hostKey });
  host.cut();
  await until('the loss to be seen', () => host.phase === 'reconnecting');
  const newcomer = await joined();
  host.order({ action: 'lock' });
  host.mend();
  await until('the newcomer to be seen', () => host.askers.includes(newcomer.id));
  expect(host.dealsWith).not.toContain(newcomer.id);
  host.order({ action: 'admit', to: newcomer.id });
  expect(host.dealsWith).toContain(newcomer.id);
  await until('the orders to be settled', () => host.state.hosting.orders.length === 0);
  expect(host.state.fault).toBeNull();
  expect(newcomer.phase).toBe('joined');
});

test('who waits at the door goes on waiting on another network, and is let in there', async () => {
  await serve();
  const host = await joined({ hostKey });
  host.order({ action: 'waiting-on' });
  await until('the door to be closed', () => host.state.hosting.waitingRoom);
  const newcomer = await enter();
  await until('it to wait', () => newcomer.phase === 'waiting');
  await until('the host to hear', () => host.askers.length === 1);
  newcomer.act({ type: 'network-changed' });
  await until('it to ask again', () => newcomer.state.joining && host.askers.includes(newcomer.id));
  expect(newcomer.phases).not.toContain('reconnecting');
  host.order({ action: 'admit', to: newcomer.id });
  await until('it to be in', () => newcomer.phase === 'joined');
  expect(newcomer.phases).toEqual(['connecting', 'waiting', 'joined']);
});

test('a sharer that crashed in a full room is in it again at once', async () => {
  await serve({ limits: { room: 2 } });
  const host = await joined({ hostKey, pass: 'of-host' });
  const viewer = await joined();
  host.crash();
  const home = await joined({ hostKey, pass: 'of-host' });
  await until('the viewer to see it', () => viewer.state.peers.has(home.id));
  expect(home.state.hosting.host).toBe(home.id);
  expect(await refusal(await enter())).toBe('room-full');
});
