import { Check, Copy } from 'lucide-react';
import { t } from '../i18n/language.ts';
import { Button } from '../pieces/Button.tsx';
import { useFlash } from '../use-flash.ts';
import styles from './LinkLine.module.css';

interface LinkLineProps {
  readonly link: string;
  /** The link alone opens nothing. */
  readonly phrase: boolean;
  /** Somebody has found the way: what to do with the link need not be said any more. */
  readonly watched: boolean;
  /** It went to the clipboard when sharing began. */
  readonly copied: boolean;
  /** @returns false where the browser refuses */
  readonly onCopy: () => Promise<boolean>;
}

/** The room's link, selectable, with a button that copies it. */
export function LinkLine({ link, phrase, watched, copied: copiedAtStart, onCopy }: LinkLineProps) {
  const [copied, flashCopied] = useFlash();
  const [refused, flashRefused] = useFlash(4000);
  const copy = async () => ((await onCopy().catch(() => false)) ? flashCopied() : flashRefused());
  const hint = watched && !phrase ? '' : sendWords(phrase, copiedAtStart);
  return (
    <section className={styles.line} aria-label={t('popup.roomLink')}>
      <input
        className={styles.link}
        value={link}
        readOnly
        aria-label={t('popup.roomLink')}
        onFocus={(event) => event.currentTarget.select()}
        data-testid="room-link"
      />
      <Button
        look="primary"
        icon={copied ? <Check /> : <Copy />}
        onClick={() => void copy()}
        data-testid="copy-link"
      >
        {copied ? t('popup.copied') : t('popup.copy')}
      </Button>
      <output className={styles.note}>{refused ? t('popup.copyRefused') : hint}</output>
    </section>
  );
}

function sendWords(phrase: boolean, copied: boolean): string {
  const send = phrase ? t('popup.sendLinkPhrase') : t('popup.sendLink');
  return copied ? `${send} ${t('popup.onClipboard')}` : send;
}
