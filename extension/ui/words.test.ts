import { describe, expect, it } from 'vitest';
import { FAULT_CODES } from '../core/faults.ts';
import type { EndReason, Snapshot } from '../core/snapshot.ts';
import { fakePeer, fakeShare, fakeSnapshot, fakeStats } from '../testing/fake-snapshot.ts';
import { viewerState } from './viewer/viewer-state.ts';
import {
  belowPresetWords,
  faultWords,
  myEndedWords,
  popupStatus,
  reachWords,
  retryWords,
  viewerWords,
} from './words.ts';

const END_REASONS: readonly EndReason[] = ['stopped', 'tab-closed', 'source-ended', 'left'];

/** What the viewer's card says about a Snapshot with nobody on the stage. */
const card = (snapshot: Snapshot) => viewerWords(viewerState(snapshot, null, false), snapshot);

describe('faults', () => {
  it.each(FAULT_CODES)('%s has a title, a next step, and shows no code', (code) => {
    const { title, hint } = faultWords(code);
    expect(title).toMatch(/^[A-Z]/);
    expect(hint.length).toBeGreaterThan(20);
    expect(hint).toMatch(/\.$/);
    expect(`${title} ${hint}`).not.toContain(code.includes('-') ? code : `“${code}”`);
  });

  it('tells every fault from every other', () => {
    const titles = FAULT_CODES.map((code) => faultWords(code).title);
    expect(new Set(titles).size).toBe(FAULT_CODES.length);
  });

  it('counts the people of a full room as the server does', () => {
    expect(faultWords('room-full').title).toBe('This room already has 15 people');
    expect(faultWords('room-full', 6).title).toBe('This room already has 6 people');
  });
});

describe('how sharing ended', () => {
  it.each(END_REASONS)('%s reads differently for the sharer than for a watcher', (reason) => {
    const snapshot = fakeSnapshot({ peers: [fakePeer('a', { name: 'Alex' })], ended: { reason, peer: 'a' } });
    expect(card(snapshot).title).not.toBe(myEndedWords(reason).title);
    expect(card(snapshot).hint).not.toBe('');
  });

  it('names the sharer, also one who is gone', () => {
    const stopped = fakeSnapshot({
      peers: [fakePeer('a', { name: 'Alex' })],
      ended: { reason: 'stopped', peer: 'a' },
    });
    expect(card(stopped).title).toBe('Alex stopped sharing');
    expect(card(fakeSnapshot({ ended: { reason: 'left', peer: 'a', name: 'Alex' } })).title).toBe(
      'Alex left',
    );
  });

  it('speaks of me when it was my own share', () => {
    expect(card(fakeSnapshot({ ended: { reason: 'stopped', peer: 'me' } })).title).toBe(
      'You stopped sharing',
    );
  });
});

describe('the server away', () => {
  it('says when the next try comes', () => {
    expect(retryWords(4)).toBe('Trying again in 4 s.');
    expect(retryWords(null)).toBe('Trying again…');
  });

  it('says on the way in what is in the way', () => {
    const fault = { code: 'server-unreachable', retryInMs: 3000 } as const;
    expect(card(fakeSnapshot({ phase: 'connecting' })).title).toBe('Connecting…');
    expect(card(fakeSnapshot({ phase: 'connecting', fault }))).toEqual(faultWords('server-unreachable'));
  });
});

describe('the popup', () => {
  it('has a status for every phase', () => {
    const phases = ['idle', 'connecting', 'joined', 'reconnecting', 'failed'] as const;
    for (const phase of phases) expect(popupStatus(fakeSnapshot({ phase }))).not.toBe('');
  });

  it('says what is shared', () => {
    expect(popupStatus(fakeSnapshot({ share: fakeShare({ title: 'News' }) }))).toBe('Sharing a tab: News');
    const paused = fakeShare({ title: 'News', paused: { site: null } });
    expect(popupStatus(fakeSnapshot({ share: paused }))).toBe('Sharing is paused: News');
    expect(popupStatus(fakeSnapshot({ share: fakeShare({ source: 'display', title: '' }) }))).toBe(
      'Sharing your screen',
    );
  });

  it('says that a small source is not blown up', () => {
    expect(belowPresetWords('tab', { width: 1280, height: 720 })).toBe(
      'Your tab is 1280×720: sent as it is, never upscaled.',
    );
  });

  it('says how the picture reaches a viewer', () => {
    expect(reachWords(fakePeer('a', { link: 'connecting' }))).toBe('Connecting…');
    expect(reachWords(fakePeer('a', { sending: fakeStats({ height: 720, fps: 29.6 }) }))).toBe(
      '720p · 30 fps',
    );
    expect(reachWords(fakePeer('a', { sending: fakeStats({ height: 0 }) }))).toBe('Connected');
    expect(reachWords(fakePeer('a', { link: 'failed' }))).toBe('Can’t be reached');
  });
});
