import { beforeAll, describe, expect, it } from 'vitest';
import { chatDraft, chatTexts, openChat, say, waitChat, waitDelivered } from './harness/chat.ts';
import { extensionUrl } from './harness/extension.ts';
import { HostileServer } from './harness/hostile-server.ts';
import { PlainPeer } from './harness/plain-peer.ts';
import { shareTab, withPopup } from './harness/room.ts';
import { changeSettings } from './harness/settings.ts';
import { useStage } from './harness/stage.ts';
import { until } from './harness/until.ts';
import { Viewer } from './harness/viewer.ts';

const MARKUP =
  '<img src=x onerror="globalThis.pwned = 1"><b>bold</b> <script>globalThis.pwned = 2</script> &amp; 😀';
const LINKS = 'https://porthole.example/docs https://bank.example@evil.example/ javascript:alert(1)';
/** 10 kB, in two directions, without a space to break at. */
const PASTE = `${'שלום-'.repeat(600)}${'x'.repeat(4700)}`;

describe('the chat of a room', () => {
  const stage = useStage({ sharer: { maxFps: 15, pageSize: { width: 640, height: 360 } } });
  /** Reads all that passes, and is otherwise honest. */
  let service: HostileServer;
  let link: string;
  let ann: Viewer;
  let bob: Viewer;

  const popup = <T>(action: Parameters<typeof withPopup<T>>[2]) =>
    withPopup(stage.sharer, stage.sample.url, action);

  beforeAll(async () => {
    service = stage.scope.own(await HostileServer.start(stage.server.origin), (started) => started.close());
    await changeSettings(stage.sharer, { server: service.origin, name: 'Rosalind' });
    link = await shareTab(stage.sharer, stage.sample.url);
    ann = await Viewer.open(stage.watcher, link, 'window');
    bob = await Viewer.open(stage.watcher, link, 'window');
    for (const { page } of [ann, bob]) await page.waitText('people-count', /^2/);
  }, 60_000);

  it('shows what is said as text, and how much of it is new', async () => {
    await ann.page.press('t');
    await say(ann.page, MARKUP);
    await waitDelivered(ann.page, 'sent');
    await bob.page.waitText('chat-unread', /^1$/);
    expect(await bob.page.evaluate(() => document.title)).toBe('(1) Porthole');
    await openChat(bob);
    await waitChat(bob.page, MARKUP);
    await until('it to count as read', async () => !(await bob.page.has('chat-unread')));
    const found = await bob.page.evaluate(() => ({
      elements: document.querySelectorAll('[data-testid="chat-lines"] :is(img, b, script)').length,
      pwned: 'pwned' in globalThis,
      title: document.title,
    }));
    expect(found).toEqual({ elements: 0, pwned: false, title: 'Porthole' });
  });

  it('makes links of web addresses alone, and says where they lead', async () => {
    await say(ann.page, LINKS);
    await bob.page.waitFor('the links', () => document.querySelectorAll('[role="log"] a').length === 2, []);
    const links = await bob.page.evaluate(() =>
      [...document.querySelectorAll<HTMLAnchorElement>('[role="log"] a')].map((a) => ({
        href: a.href,
        rel: a.rel,
        target: a.target,
        after: a.nextElementSibling?.textContent ?? '',
      })),
    );
    const safe = { rel: 'noopener noreferrer nofollow', target: '_blank' };
    expect(links).toEqual([
      { ...safe, href: 'https://porthole.example/docs', after: '' },
      { ...safe, href: 'https://bank.example@evil.example/', after: 'evil.example' },
    ]);
  });

  it('carries a paste of 10 kB whole, and keeps one that is too long, with a word', async () => {
    expect(Buffer.byteLength(PASTE)).toBeGreaterThan(10_000);
    await say(ann.page, PASTE);
    await waitChat(bob.page, PASTE);
    expect(
      await bob.page.evaluate(() => {
        const list = document.querySelector('[data-testid="chat-lines"]');
        return list !== null && list.scrollWidth <= list.clientWidth;
      }),
    ).toBe(true);
    const book = PASTE + PASTE;
    await say(ann.page, book);
    expect(await ann.page.waitText('chat-problem', /\d+ bytes too long/)).toMatch(/nothing is lost/);
    expect(await chatDraft(ann.page)).toBe(book);
  });

  it('begins a new line with Shift+Enter, leaves Enter to an input method, closes with Escape', async () => {
    const { page } = ann;
    await page.type('chat-field', 'one');
    const shiftEnter = { key: 'Enter', windowsVirtualKeyCode: 13, modifiers: 8, text: '\r' };
    await page.send('Input.dispatchKeyEvent', { type: 'keyDown', ...shiftEnter });
    await page.send('Input.dispatchKeyEvent', { type: 'keyUp', ...shiftEnter });
    await page.send('Input.imeSetComposition', { text: 'に', selectionStart: 1, selectionEnd: 1 });
    await page.send('Input.dispatchKeyEvent', { type: 'keyDown', key: 'Enter', windowsVirtualKeyCode: 229 });
    expect(await chatDraft(page)).toBe('one\nに');
    await page.send('Input.insertText', { text: '二' });
    await page.press('Escape');
    await until('the chat to close', async () => !(await page.has('chat-panel')));
    expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('TEXTAREA');
    await page.click('chat');
    await page.waitShown('chat-field');
    expect(await chatDraft(page)).toBe('one\n二');
    await page.click('chat-send');
    await waitChat(bob.page, 'one\n二');
    expect(await chatDraft(page)).toBe('');
  });

  it('is there for whoever shares: in the popup, which keeps what was typed, and in a window that stays', async () => {
    await popup(async (page) => {
      expect(await page.waitText('chat', /new lines/)).toMatch(/4 new lines/);
      await page.click('chat');
      await waitChat(page, MARKUP);
      await page.type('chat-field', 'half a sen');
    });
    const window = await popup(async (page) => {
      await page.click('chat');
      await page.waitShown('chat-field');
      expect(await chatDraft(page)).toBe('half a sen');
      await say(page, 'from the popup');
      await waitDelivered(page, 'sent');
      await page.evaluate(() => document.querySelector<HTMLElement>('[data-testid="chat-window"]')?.click());
      return stage.sharer.page(extensionUrl('chat'));
    });
    for (const { page } of [ann, bob]) await waitChat(page, 'from the popup');
    await waitChat(window, 'from the popup');
    await say(ann.page, 'to the window');
    await waitChat(window, 'to the window');
    await say(window, 'from the window');
    await waitChat(bob.page, 'from the window');
    await window.close();
  });

  it('refuses a line that the server plays back or re-addresses, and names the server', async () => {
    const before = await chatTexts(bob.page);
    const [line] = service.sent.filter(({ type }) => type === 'chat');
    for (const victim of service.victims) {
      victim.tell({ ...line, type: 'chat' });
      for (const { id } of service.victims) victim.tell({ ...line, type: 'chat', from: id, to: victim.id });
    }
    await bob.page.waitText('tampering', /server is tampering/);
    expect(await chatTexts(bob.page)).toEqual(before);
  });

  it('keeps what is said while the server is away, and says it when it is back', async () => {
    await stage.server.kill();
    await ann.page.waitText('chat-notes', /server is away/);
    await say(ann.page, 'while the server was away');
    await waitDelivered(ann.page, 'pending');
    await stage.server.start();
    await waitChat(bob.page, 'while the server was away', 30_000);
    await waitDelivered(ann.page, 'sent');
  });

  it('is told to whoever comes late, by a member, and never to the server', async () => {
    const cem = await Viewer.open(stage.watcher, link, 'window');
    await openChat(cem);
    const lines = ['from the popup', 'to the window', 'from the window', 'while the server was away'];
    for (const text of [MARKUP, PASTE, 'one\n二', ...lines]) await waitChat(cem.page, text);
    expect(await chatTexts(cem.page)).toEqual(await chatTexts(ann.page));
    expect(await cem.page.waitText('chat-told', /Before you came/)).toMatch(/tells it/);
    await bob.page.waitText('chat-lines', /came in/);
    const seen = [...service.read, ...service.requests, stage.server.log].join('\n');
    expect(service.sent.filter(({ type }) => type === 'chat').length).toBeGreaterThan(20);
    for (const secret of ['onerror', 'porthole.example', 'שלום', 'x'.repeat(20), ...lines])
      expect(seen).not.toContain(secret);
    await cem.page.close();
    await bob.page.waitText('chat-lines', /left/);
  });

  it('asks who writes too much to wait, and loses nothing of it', async () => {
    await ann.page.click('chat-field');
    await until('a line to be held back', async () => {
      await ann.page.send('Input.insertText', { text: 'again and again' });
      await ann.page.press('Enter');
      return /Wait \d+ s/.test((await ann.page.text('chat-problem')) ?? '');
    });
    expect(await chatDraft(ann.page)).toBe('again and again');
  });

  it('says in a room without a key that the server can read along, and spares programs without chat', async () => {
    const room = `${stage.server.origin}/r/plain-chat`;
    const plain = stage.scope.own(
      await PlainPeer.join(stage.server.origin, 'plain-chat', 'plain'),
      (joined) => joined.close(),
    );
    const dan = await Viewer.open(stage.watcher, room, 'window');
    await dan.page.click('chat');
    await dan.page.waitShown('chat-field');
    const notes = await dan.page.waitText('chat-notes', /without chat/);
    expect(notes).toMatch(/whoever runs the server can read along/);
    await say(dan.page, 'hello, nobody');
    await waitDelivered(dan.page, 'sent');
    await dan.page.click('leave');
    await plain.next('peer-left');
    expect(plain.received.map(({ type }) => type)).not.toContain('chat');
  });
});
