import { useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { openChatSource } from '../../bus/chat-source.ts';
import { openSettingsSource } from '../../bus/settings-source.ts';
import { followLanguage } from '../../ui/i18n/follow-language.ts';
import { ChatApp } from '../../ui/chat/ChatApp.tsx';

const [settings, chat] = await Promise.all([openSettingsSource(), openChatSource()]);
await followLanguage(settings);

function Chat() {
  const { chatSound } = useSyncExternalStore(settings.subscribe, settings.get);
  return (
    <ChatApp chat={chat} sound={{ on: chatSound, change: (on) => settings.change({ chatSound: on }) }} />
  );
}

createRoot(document.querySelector('#root')!).render(<Chat />);
