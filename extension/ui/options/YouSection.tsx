import { UserRound } from 'lucide-react';
import { NAME_LETTERS } from '../choices.ts';
import { Section } from '../pieces/Section.tsx';
import { TextField } from '../pieces/TextField.tsx';
import { Toggle } from '../pieces/Toggle.tsx';
import { ADDRESS_WORDS } from '../words.ts';
import type { OptionsProps } from './OptionsApp.tsx';

/** What others see of me: a name, an address. */
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
      <Toggle
        label={ADDRESS_WORDS.title}
        detail={ADDRESS_WORDS.hint}
        checked={settings.relayOnly}
        onChange={(relayOnly) => onSettings({ relayOnly })}
        testId="relay-only"
      />
    </Section>
  );
}
