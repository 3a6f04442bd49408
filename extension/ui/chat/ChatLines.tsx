import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { ArrowDown } from 'lucide-react';
import type { ChatLine as Line } from '../../core/chat/line.ts';
import { Button } from '../pieces/Button.tsx';
import styles from './ChatLines.module.css';
import { NewsItem, SaidItem, ToldItem } from './ChatItems.tsx';
import { t } from '../i18n/language.ts';

interface ChatLinesProps {
  readonly lines: readonly Line[];
  readonly onAgain: (key: string) => void;
}

/** How far from the end still counts as being there, in px. */
const NEAR_END = 40;

/** ms between two lines of one person that still stand together */
const TOGETHER_MS = 5 * 60_000;

/** All that was said, the newest at the end and in sight; whoever reads further up is left there. */
export function ChatLines({ lines, onAgain }: ChatLinesProps) {
  const list = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  const mine = lines.findLast((line) => line.kind === 'said' && line.delivered !== null)?.key;

  useLayoutEffect(() => {
    if (atEnd && lines.length > 0) showEnd(list.current);
  }, [lines, atEnd]);
  // What I say myself I want to see.
  useEffect(() => {
    if (mine !== undefined) showEnd(list.current);
  }, [mine]);

  return (
    <div className={styles.frame}>
      <div
        ref={list}
        className={styles.lines}
        role="log"
        aria-label={t('chat.title')}
        // Keys scroll it only where it can have the focus (WCAG 2.1.1).
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        data-testid="chat-lines"
        onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) =>
          setAtEnd(scrollHeight - scrollTop - clientHeight < NEAR_END)
        }
      >
        {lines.map((line, index) => (
          <Item key={line.key} line={line} before={lines[index - 1] ?? null} onAgain={onAgain} />
        ))}
      </div>
      {!atEnd && (
        <div className={styles.newest}>
          <Button icon={<ArrowDown />} onClick={() => showEnd(list.current)}>
            {t('chat.newest')}
          </Button>
        </div>
      )}
    </div>
  );
}

function showEnd(list: HTMLElement | null): void {
  list?.scrollTo({ top: list.scrollHeight });
}

interface ItemProps {
  readonly line: Line;
  readonly before: Line | null;
  readonly onAgain: (key: string) => void;
}

function Item({ line, before, onAgain }: ItemProps) {
  if (line.kind === 'news') return <NewsItem line={line} />;
  const toldBefore = before?.kind === 'said' ? before.told : null;
  const isTold = line.told !== null && line.told.id !== toldBefore?.id;
  const follows =
    before?.kind === 'said' &&
    before.from === line.from &&
    before.name === line.name &&
    before.told?.id === line.told?.id &&
    line.at - before.at < TOGETHER_MS;
  return (
    <>
      {isTold && <ToldItem teller={line.told} />}
      <SaidItem line={line} follows={follows} onAgain={onAgain} />
    </>
  );
}
