import { useMemo, useState } from 'react';
import { partsOf, type Part } from '../../core/chat/links.ts';
import styles from './ChatText.module.css';
import { t } from '../i18n/language.ts';

/** What is longer is shown in part: a paste must not push the talk out of sight. */
const LONG_TEXT = 600;
const LONG_LINES = 14;

/** What somebody wrote: as text, whatever stands in it, with its links. */
export function ChatText({ text }: { readonly text: string }) {
  const parts = useMemo(() => partsOf(text), [text]);
  const [whole, setWhole] = useState(false);
  const isLong = text.length > LONG_TEXT || text.split('\n').length > LONG_LINES;
  return (
    <>
      <p
        className={styles.text}
        dir="auto"
        data-cut={(isLong && !whole) || undefined}
        data-testid="chat-text"
      >
        {parts.map((part, index) => (
          // Parts of one text never change their order.
          <TextPart key={`${index}`} part={part} />
        ))}
      </p>
      {isLong && (
        <button type="button" className={styles.more} onClick={() => setWhole(!whole)}>
          {whole ? t('chat.showLess') : t('chat.showAll')}
        </button>
      )}
    </>
  );
}

function TextPart({ part }: { readonly part: Part }) {
  if (part.kind === 'words') return part.text;
  return (
    <bdi>
      <a href={part.href} target="_blank" rel="noopener noreferrer nofollow">
        {part.text}
      </a>
      {part.host !== null && <span className={styles.host}>{part.host}</span>}
    </bdi>
  );
}
