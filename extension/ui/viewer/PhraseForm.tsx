import { useState } from 'react';
import { PHRASE_LENGTH } from '../choices.ts';
import { t } from '../i18n/language.ts';
import { Button } from '../pieces/Button.tsx';
import { TextField } from '../pieces/TextField.tsx';
import styles from './PhraseForm.module.css';

/** Asks for the pass phrase that a link does not tell. */
export default function PhraseForm({ onEnter }: { readonly onEnter: (phrase: string) => void }) {
  const [phrase, setPhrase] = useState('');
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (phrase.trim()) onEnter(phrase);
      }}
    >
      <TextField
        label={t('common.phrase')}
        value={phrase}
        onChange={setPhrase}
        maxLength={PHRASE_LENGTH}
        testId="phrase"
      >
        <Button type="submit" look="primary" disabled={!phrase.trim()} data-testid="enter-phrase">
          {t('room.comeIn')}
        </Button>
      </TextField>
    </form>
  );
}
