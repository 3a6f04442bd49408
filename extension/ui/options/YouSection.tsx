import { UserRound } from 'lucide-react';
import { NAME_LETTERS } from '../choices.ts';
import { Section } from '../pieces/Section.tsx';
import { TextField } from '../pieces/TextField.tsx';
import type { OptionsProps } from './OptionsApp.tsx';

/** The name that others see. */
export function YouSection({ settings, onSettings }: Pick<OptionsProps, 'settings' | 'onSettings'>) {
  return (
    <Section
      title="You"
      icon={<UserRound />}
      intro="Others in a room see this name. Without one you are a guest."
    >
      <TextField
        label="Name"
        placeholder="Your name"
        value={settings.name}
        onChange={(name) => onSettings({ name })}
        maxLength={NAME_LETTERS}
        testId="name"
      />
    </Section>
  );
}
