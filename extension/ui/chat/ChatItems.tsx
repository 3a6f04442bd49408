import { CircleAlert } from 'lucide-react';
import type { NewsLine, SaidLine, Teller } from '../../core/chat/line.ts';
import { clockText, dayText, peerName } from '../format.ts';
import { Avatar } from '../pieces/Avatar.tsx';
import styles from './ChatItems.module.css';
import { ChatText } from './ChatText.tsx';
import { newsWords, toldWords } from './words.ts';
import { t } from '../i18n/language.ts';

interface SaidItemProps {
  readonly line: SaidLine;
  /** On a line of the same person: its name stands there already. */
  readonly follows: boolean;
  readonly onAgain: (key: string) => void;
}

export function SaidItem({ line, follows, onAgain }: SaidItemProps) {
  const { delivered, from, at, text } = line;
  const name = delivered === null ? peerName({ id: from, name: line.name }) : t('chat.you');
  return (
    <article
      className={styles.said}
      data-follows={follows || undefined}
      data-delivered={delivered ?? undefined}
      data-testid="chat-line"
    >
      {!follows && (
        <header className={styles.head}>
          <Avatar id={from} name={name} />
          <bdi className={styles.name}>{name}</bdi>
          <Clock at={at} />
        </header>
      )}
      <div className={styles.body}>
        <ChatText text={text} />
        {delivered === 'pending' && <p className={styles.pending}>{t('chat.pending')}</p>}
        {delivered === 'failed' && (
          <p className={styles.failed} role="alert">
            <CircleAlert aria-hidden="true" /> {t('chat.failed')}{' '}
            <button
              type="button"
              className={styles.again}
              onClick={() => onAgain(line.key)}
              data-testid="chat-again"
            >
              {t('chat.again')}
            </button>
          </p>
        )}
      </div>
    </article>
  );
}

export function NewsItem({ line }: { readonly line: NewsLine }) {
  return (
    <p className={styles.news} data-testid="chat-news" data-news={line.news}>
      {newsWords(line)} <Clock at={line.at} />
    </p>
  );
}

/** What follows is hearsay. */
export function ToldItem({ teller }: { readonly teller: Teller }) {
  return (
    <p className={styles.told} data-testid="chat-told">
      {toldWords(peerName(teller))}
    </p>
  );
}

function Clock({ at }: { readonly at: number }) {
  const time = new Date(at);
  return (
    <time className={styles.time} dateTime={time.toISOString()} title={dayText(time)}>
      {clockText(time)}
    </time>
  );
}
