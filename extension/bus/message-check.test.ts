import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PortholeError } from '../core/faults.ts';
import { IDLE } from '../core/snapshot.ts';
import { checkCommand, COMMANDS, isFrom, type CommandName, type Sender } from './message-check.ts';

const own = { id: 'mine', root: 'chrome-extension://mine/' };
const popup = { id: 'mine', url: `${own.root}popup.html` };
const offscreen = { id: 'mine', url: `${own.root}offscreen.html` };
const worker = { id: 'mine', url: `${own.root}background.js` };
const senders = { popup, offscreen, worker };

const share = {
  source: 'tab',
  tabId: 7,
  link: 'https://example.org/r/room#key',
  copied: true,
  keys: { auth: 'a'.repeat(43), seal: 'b'.repeat(43) },
  name: 'Ada',
  accessToken: null,
  choice: { preset: '1080p30', hint: 'auto', sound: true, microphone: null },
  compatibility: false,
  relayOnly: false,
};

/** One of each, as it is really sent. */
const honest: Record<CommandName, unknown> = {
  'to-worker:share': share,
  'to-worker:stop': undefined,
  'to-worker:order': { action: 'remove', to: 'bob' },
  'to-worker:record': 'start',
  'to-worker:recorded': '1767225600000-k3x9.mp4',
  'to-worker:crashed': undefined,
  'to-worker:keep-host-key': { link: share.link, hostKey: 'c'.repeat(22) },
  'to-worker:control': { action: 'region', region: { x: 0, y: 0.5, width: 1, height: 0.5 } },
  'to-worker:switch': { source: 'display', tabId: null },
  'to-worker:still': undefined,
  'to-worker:uplink': { kbps: 6000, full: true },
  'to-worker:awake': undefined,
  'to-worker:badge': { live: true, paused: false, text: '14', asks: false, unread: false },
  'to-worker:over': { shareId: 'd', last: IDLE },
  'to-worker:why-ended': 7,
  'to-worker:has-crashed': 7,
  'to-worker:show-overlay': 7,
  'to-offscreen:share': {
    ...share,
    pointing: { allowed: true, onTab: false },
    streamId: 's',
    hostKey: null,
    pass: 'e'.repeat(16),
    shareId: 'd',
  },
  'to-offscreen:stop': undefined,
  'to-offscreen:order': { action: 'lock' },
  'to-offscreen:control': { action: 'pause', site: 'example.org' },
  'to-offscreen:switch': { source: 'tab', tabId: 8, streamId: 's' },
  'to-offscreen:still': undefined,
  'to-offscreen:guarded': true,
  'to-offscreen:record': 'pause',
  'to-offscreen:relay-only': true,
  'to-offscreen:pointing': { allowed: false, onTab: true },
};
const isCommand = (name: string): name is CommandName => name in COMMANDS;
const names = Object.keys(honest).filter(isCommand);
const check = (name: CommandName, data: unknown, sender: Sender = senders[COMMANDS[name].from]) =>
  checkCommand(name, data, sender, own);

function outcomeOf(name: CommandName, data: unknown): string {
  try {
    check(name, data);
    return 'taken';
  } catch (error) {
    return error instanceof PortholeError && error.code === 'internal' ? error.message : 'not refused';
  }
}

describe.each(names)('%s', (name) => {
  const expected = COMMANDS[name].from;

  test('is taken from where it comes from', () => {
    expect(check(name, honest[name])).toEqual(honest[name]);
    expect(check(name, honest[name], { ...senders[expected], url: `${senders[expected].url}?x#y` })).toEqual(
      honest[name],
    );
  });

  test.each<[string, Sender]>([
    ['another extension', { id: 'other', url: 'chrome-extension://other/popup.html' }],
    ['another extension that names this one’s page', { id: 'other', url: senders[expected].url }],
    ['a script of ours in a web page', { id: 'mine', url: 'https://example.org/popup.html' }],
    [
      'a page with our address inside its own',
      { id: 'mine', url: `https://example.org/${own.root}popup.html` },
    ],
    ['a page of ours that never gives it', { id: 'mine', url: `${own.root}viewer.html` }],
    ['nowhere', {}],
    ...Object.values(senders)
      .filter((sender) => sender !== senders[expected])
      .map((sender): [string, Sender] => [sender.url, sender]),
  ])('is refused from %s', (_what, sender) => {
    expect(() => check(name, honest[name], sender)).toThrow(PortholeError);
  });

  test('is refused as garbage, without a word of what it said', () => {
    const refused = `${name} makes no sense`;
    expect(outcomeOf(name, { secret: 1 })).toBe(refused);
    fc.assert(fc.property(fc.anything(), (garbage) => outcomeOf(name, { secret: garbage }) === refused));
  });
});

test.each(Object.keys(share))('a share is looked at whole: %s', (field) => {
  for (const wrong of [undefined, 3.5, 'x'.repeat(5000), { deep: [] }]) {
    expect(() => check('to-worker:share', { ...share, [field]: wrong })).toThrow(PortholeError);
  }
});

test('what nobody knows is not passed on', () => {
  expect(check('to-worker:order', { action: 'lock', room: 'another', type: 'host' })).toEqual({
    action: 'lock',
  });
});

test('a share that is over is over, whatever there is to say of it', () => {
  expect(check('to-worker:over', { shareId: null, last: { phase: 'odd' } })).toEqual({
    shareId: null,
    last: IDLE,
  });
});

test('a worker is no page; some browsers say nothing of it', () => {
  expect(isFrom({ id: 'mine' }, 'worker', own)).toBe(true);
  expect(isFrom({ id: 'mine', url: `${own.root}viewer.html` }, 'worker', own)).toBe(false);
  expect(isFrom({ id: 'mine', url: 'https://example.org/a.js' }, 'worker', own)).toBe(false);
});
