import { useState } from 'react';
import type { MeView } from '../../core/snapshot.ts';
import { NAME_LETTERS } from '../choices.ts';
import { t } from '../i18n/language.ts';
import { Button } from '../pieces/Button.tsx';
import { TextField } from '../pieces/TextField.tsx';
import styles from './Rename.module.css';

interface RenameProps {
  readonly me: MeView;
  readonly sharing: boolean;
  readonly onRename: (name: string) => void;
}

/** My own name, as the others see it. */
export default function Rename({ me, sharing, onRename }: RenameProps) {
  const [name, setName] = useState(me.name);
  const changed = name.trim() !== me.name;
  return (
    <form
      className={styles.rename}
      onSubmit={(event) => {
        event.preventDefault();
        if (changed) onRename(name.trim());
      }}
    >
      <TextField
        label={sharing ? t('room.sharingAsOthersSee') : t('room.asOthersSee')}
        placeholder={t('common.yourName')}
        value={name}
        onChange={setName}
        maxLength={NAME_LETTERS}
        testId="rename"
      >
        {changed && (
          <Button type="submit" look="primary" data-testid="rename-save">
            {t('room.save')}
          </Button>
        )}
      </TextField>
    </form>
  );
}
