import type { ShareChoice } from '../../bus/room-host.ts';
import { hintItems, presetItems } from '../choices.ts';
import { t } from '../i18n/language.ts';
import { Choice } from './Choice.tsx';
import { Toggle } from './Toggle.tsx';

interface ShareOptionsProps {
  readonly choice: ShareChoice;
  readonly onChange: (patch: Partial<ShareChoice>) => void;
}

/** Quality, kind of picture and sound: what one chooses before sharing. */
export function ShareOptions({ choice, onChange }: ShareOptionsProps) {
  return (
    <>
      <Choice
        label={t('choice.quality')}
        items={presetItems()}
        value={choice.preset}
        onChange={(preset) => onChange({ preset })}
        testId="preset"
      />
      <Choice
        label={t('common.picture')}
        items={hintItems()}
        value={choice.hint}
        onChange={(hint) => onChange({ hint })}
        testId="hint"
      />
      <Toggle
        label={t('choice.withSound')}
        checked={choice.sound}
        onChange={(sound) => onChange({ sound })}
        testId="sound"
      />
    </>
  );
}
