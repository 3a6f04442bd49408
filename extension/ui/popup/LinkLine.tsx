import { Check, Copy } from 'lucide-react';
import { Button } from '../pieces/Button.tsx';
import { useFlash } from '../use-flash.ts';
import styles from './LinkLine.module.css';

interface LinkLineProps {
  readonly link: string;
  /** The link alone opens nothing. */
  readonly phrase: boolean;
  /** It went to the clipboard when sharing began. */
  readonly copied: boolean;
  /** @returns false where the browser refuses */
  readonly onCopy: () => Promise<boolean>;
}

/** The room's link, selectable, with a button that copies it. */
export function LinkLine({ link, phrase, copied: copiedAtStart, onCopy }: LinkLineProps) {
  const [copied, flashCopied] = useFlash();
  const [refused, flashRefused] = useFlash(4000);
  const copy = async () => ((await onCopy().catch(() => false)) ? flashCopied() : flashRefused());
  return (
    <section className={styles.line} aria-label="Room link">
      <input
        className={styles.link}
        value={link}
        readOnly
        aria-label="Room link"
        onFocus={(event) => event.currentTarget.select()}
        data-testid="room-link"
      />
      <Button
        look="primary"
        icon={copied ? <Check /> : <Copy />}
        onClick={() => void copy()}
        data-testid="copy-link"
      >
        {copied ? 'Copied' : 'Copy'}
      </Button>
      <output className={styles.note}>
        {refused
          ? 'The browser doesn’t let Porthole copy. Select the link and copy it yourself.'
          : `${phrase ? 'Send this link, and tell the pass phrase another way.' : 'Send this link: whoever opens it watches.'}${copiedAtStart ? ' It is on your clipboard already.' : ''}`}
      </output>
    </section>
  );
}
