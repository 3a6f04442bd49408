import { useEffect, useRef } from 'react';
import type { ChatControls } from '../../bus/room-host.ts';
import type { SaidLine } from '../../core/chat/line.ts';

/** Calls back with the newest line of another, each time that more are unread than before. */
export function useArrivals(chat: ChatControls, arrived: (line: SaidLine) => void): void {
  const current = useRef(arrived);
  useEffect(() => {
    current.current = arrived;
  });
  useEffect(() => {
    let { unread } = chat.getView();
    return chat.subscribe(() => {
      const view = chat.getView();
      const isMore = view.unread > unread;
      ({ unread } = view);
      const line = view.lines.findLast((each) => each.kind === 'said' && each.from !== view.me);
      if (isMore && line?.kind === 'said') current.current(line);
    });
  }, [chat]);
}
