import { useEffect } from 'react';

/** Puts the number of unread lines before the page's title. */
export function useUnreadTitle(unread: number): void {
  useEffect(() => {
    if (unread === 0) return;
    const { title } = document;
    document.title = `(${unread}) ${title}`;
    return () => {
      document.title = title;
    };
  }, [unread]);
}
