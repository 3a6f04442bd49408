import type { ChatControls } from '../../bus/room-host.ts';
import type { ChatSound } from './ChatPanel.tsx';
import { useArrivals } from './use-arrivals.ts';

/** A sound for each new line, where the person wants one. */
export function useChatSound(chat: ChatControls, sound: ChatSound): void {
  useArrivals(chat, () => {
    if (sound.on) void import('./blip.ts').then(({ blip }) => blip());
  });
}
