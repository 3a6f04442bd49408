import { CHAT_OFF, type ChatView } from '../../core/chat/chat-view.ts';
import { LINE_BYTES, type ChatLine, type NewsLine, type SaidLine } from '../../core/chat/line.ts';
import { DEFAULT_SETTINGS } from '../../core/settings.ts';
import { fakeChat, fakePopupControls, fakeViewerControls } from '../../testing/fake-controls.ts';
import { fakePeer, fakeShare, fakeSnapshot, fakeStats } from '../../testing/fake-snapshot.ts';
import { ChatApp } from '../chat/ChatApp.tsx';
import { PopupApp } from '../popup/PopupApp.tsx';
import { ViewerApp } from '../viewer/ViewerApp.tsx';
import { sceneStream } from './scenes.ts';
import type { GalleryState } from './states.tsx';

const ALEX = fakePeer('alex', { name: 'Alex', sharing: true, receiving: fakeStats() });
const CY = fakePeer('cy', { name: 'Cy' });
/** So that every picture looks the same. */
const NOON = Date.UTC(2026, 4, 4, 12, 0);
const MINUTE = 60_000;

function said(from: string, text: string, minute: number, more: Partial<SaidLine> = {}): SaidLine {
  const name = from === 'me' ? 'Robin' : from[0]?.toUpperCase() + from.slice(1);
  const id = `${from}-${minute}-${text.length}`;
  const delivered = from === 'me' ? 'sent' : null;
  return {
    kind: 'said',
    key: id,
    id,
    from,
    name,
    text,
    at: NOON + minute * MINUTE,
    delivered,
    told: null,
    ...more,
  };
}

function news(happened: NewsLine['news'], who: string, minute: number): NewsLine {
  const name = who[0]?.toUpperCase() + who.slice(1);
  const key = `${happened}-${who}`;
  return { kind: 'news', key, news: happened, who, name, me: false, at: NOON + minute * MINUTE };
}

const TALK: readonly ChatLine[] = [
  said('dana', 'Is the harbour plan final?', -40, { told: ALEX }),
  said('alex', 'Nearly. The last sheet comes on Monday.', -39, { told: ALEX }),
  news('came', 'cy', 0),
  said('cy', 'Hello! Which sheet are we on?', 1),
  said('alex', 'The third one: https://porthole.example/plans/harbour#sheet-3', 2),
  said('alex', 'and here are the figures 📈', 2),
  said('me', 'Thanks, I see it.\nThe crane stands on the wrong side, doesn’t it?', 3),
  said('cy', 'שלום, הגעתי עכשיו. רואים גם את https://porthole.example/plans', 4),
  said('cy', '<b>not bold</b> https://bank.example@evil.example/login', 5),
  news('shares', 'alex', 6),
  said('me', 'One more thing', 7, { delivered: 'pending' }),
  said('me', 'Did you get this?', 8, { delivered: 'failed' }),
];

const LONG: readonly ChatLine[] = [
  ...TALK.slice(0, 4),
  said(
    'alex',
    Array.from({ length: 60 }, (_, n) => `  at step ${n} of build (/srv/app/plan.ts:${n}:7)`).join('\n'),
    2,
  ),
  said('cy', 'x'.repeat(900), 3),
  news('floods', 'cy', 4),
];

const chatOf = (part: Partial<ChatView>, draft = '') =>
  fakeChat({ ...CHAT_OFF, state: 'on', me: 'me', readers: 2, ...part }, draft);

const quiet = { on: false, change: () => undefined };

function viewer(
  name: string,
  part: Partial<ChatView>,
  draft = '',
  does: readonly string[] = ['#chat', '@chat-panel'],
): GalleryState {
  const render = () => (
    <ViewerApp
      controls={fakeViewerControls(
        fakeSnapshot({ peers: [ALEX, CY] }),
        new Map([['alex', sceneStream(205)]]),
        [],
        chatOf(part, draft),
      )}
      choice={{ preset: '1080p30', hint: 'auto', sound: true, microphone: null }}
      onChoice={() => undefined}
      relayOnly={false}
      onRelayOnly={() => undefined}
      pointing
      onPointing={() => undefined}
      chatSound={quiet}
      language=""
      onLanguage={() => undefined}
      canShare
    />
  );
  return { name: `viewer-${name}`, kind: 'viewer', render, does };
}

function popup(name: string, part: Partial<ChatView>, does: readonly string[]): GalleryState {
  const snapshot = fakeSnapshot({ share: fakeShare(), peers: [CY] });
  const render = () => (
    <PopupApp
      controls={fakePopupControls(snapshot, [], chatOf(part))}
      settings={{ ...DEFAULT_SETTINGS, tabCapture: 'granted', chatSound: true }}
      onSettings={() => undefined}
      tab={{ capturable: true, title: 'Quarterly plan – Docs' }}
      canShareTab
      server="https://porthole.example"
    />
  );
  return { name: `popup-${name}`, kind: 'popup', render, does };
}

export const CHAT_STATES: readonly GalleryState[] = [
  viewer('chat', { lines: TALK }),
  viewer('chat-unread', { lines: TALK, unread: 3 }, '', []),
  viewer('chat-empty', {}),
  viewer('chat-long', { lines: LONG }, 'Several lines\nthat are still\nbeing written'),
  viewer('chat-too-long', { lines: TALK.slice(2, 5), deaf: 1 }, 'y'.repeat(LINE_BYTES + 40)),
  viewer('chat-away', { lines: TALK.slice(2, 6), state: 'away', open: true, deaf: 2 }),
  popup('chat-unread', { lines: TALK, unread: 12 }, []),
  popup('chat', { lines: TALK }, ['#chat', '@chat-panel']),
  {
    name: 'page-chat-window',
    kind: 'page',
    render: () => <ChatApp chat={chatOf({ lines: TALK })} sound={quiet} />,
  },
  { name: 'page-chat-gone', kind: 'page', render: () => <ChatApp chat={fakeChat()} sound={quiet} /> },
];
