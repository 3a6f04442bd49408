import { PHRASE_LENGTH } from '../choices.ts';
import { t } from '../i18n/language.ts';
import { TextField } from '../pieces/TextField.tsx';
import { Toggle } from '../pieces/Toggle.tsx';

interface PhraseProps {
  /** null: none is asked for */
  readonly phrase: string | null;
  readonly onChange: (phrase: string | null) => void;
  /** The room's link asks for one: there is nothing to choose. */
  readonly required: boolean;
}

/** A pass phrase on top of the link: nobody gets in by the link alone. */
export function Phrase({ phrase, onChange, required }: PhraseProps) {
  return (
    <>
      {!required && (
        <Toggle
          label={t('popup.askPhrase')}
          checked={phrase !== null}
          onChange={(on) => onChange(on ? '' : null)}
          testId="with-phrase"
        />
      )}
      {(required || phrase !== null) && (
        <TextField
          label={t('common.phrase')}
          value={phrase ?? ''}
          onChange={onChange}
          maxLength={PHRASE_LENGTH}
          testId="phrase"
          hint={t('popup.phraseHint')}
        />
      )}
    </>
  );
}
