import { useState } from 'react';
import { faultCode, type FaultCode } from '../../core/faults.ts';
import { parseRoomLink, type RoomLink } from '../../core/room-link.ts';
import { t } from '../i18n/language.ts';
import { Button } from '../pieces/Button.tsx';
import { TextField } from '../pieces/TextField.tsx';
import { useBusy } from '../use-busy.ts';
import { faultWords } from '../words.ts';
import styles from './JoinRoom.module.css';

interface JoinRoomProps {
  readonly onWatch: (link: string) => Promise<void>;
  readonly onShareInto: (link: RoomLink) => void;
}

/** A pasted room link: watch it, or share into it. */
export function JoinRoom({ onWatch, onShareInto }: JoinRoomProps) {
  const [text, setText] = useState('');
  const [fault, setFault] = useState<FaultCode | null>(null);
  const [busy, run] = useBusy();
  const link = readLink(text);

  const go = (action: (link: RoomLink) => void) => (link ? action(link) : setFault('bad-link'));
  const watch = () => go(() => run(onWatch(text.trim()).catch((error) => setFault(faultCode(error)))));
  const shareInto = () =>
    go((link) => {
      onShareInto(link);
      setText('');
    });

  return (
    <form
      className={styles.join}
      onSubmit={(event) => {
        event.preventDefault();
        watch();
      }}
    >
      <TextField
        label={t('popup.join')}
        placeholder={t('popup.pasteLink')}
        value={text}
        onChange={(next) => {
          setText(next);
          setFault(null);
        }}
        testId="join-link"
        note={link?.key === null ? t('openRoom.title') : null}
        problem={fault && faultWords(fault)}
      >
        <Button type="submit" disabled={busy} data-testid="watch">
          {t('popup.watch')}
        </Button>
      </TextField>
      {text && (
        <Button look="quiet" wide disabled={busy} onClick={shareInto} data-testid="share-into">
          {t('popup.shareInto')}
        </Button>
      )}
    </form>
  );
}

function readLink(text: string): RoomLink | null {
  try {
    return parseRoomLink(text);
  } catch {
    return null;
  }
}
