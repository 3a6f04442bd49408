import type { ShareChoice } from '../../bus/room-host.ts';
import { HINT_ITEMS, PRESET_ITEMS } from '../choices.ts';
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
        label="Quality"
        items={PRESET_ITEMS}
        value={choice.preset}
        onChange={(preset) => onChange({ preset })}
        testId="preset"
      />
      <Choice
        label="Picture"
        items={HINT_ITEMS}
        value={choice.hint}
        onChange={(hint) => onChange({ hint })}
        testId="hint"
      />
      <Toggle
        label="With sound"
        checked={choice.sound}
        onChange={(sound) => onChange({ sound })}
        testId="sound"
      />
    </>
  );
}
