import { useEffect, useSyncExternalStore } from 'react';
import type { PlainKey } from './catalogue.ts';
import { languageCode, onLanguage, t } from './language.ts';

/**
 * Draws a page anew when its language changes: called once, by the outermost component. Texts are read by `t` while
 * components are drawn, so none of them may be memoised.
 * @param title of the page
 */
export function useLanguage(title?: PlainKey): void {
  useSyncExternalStore(onLanguage, languageCode);
  const name = title && t(title);
  useEffect(() => {
    if (name) document.title = name;
  }, [name]);
}
