import { UserRound } from 'lucide-react';
import { NAME_LETTERS } from '../choices.ts';
import { t } from '../i18n/language.ts';
import LanguageChoice from '../pieces/LanguageChoice.tsx';
import { Section } from '../pieces/Section.tsx';
import { TextField } from '../pieces/TextField.tsx';
import { Toggle } from '../pieces/Toggle.tsx';
import type { OptionsProps } from './OptionsApp.tsx';

/** What others see of me: a name, an address. */
export function YouSection({ settings, onSettings }: Pick<OptionsProps, 'settings' | 'onSettings'>) {
  return (
    <Section title={t('options.you')} icon={<UserRound />} intro={t('options.youIntro')}>
      <TextField
        label={t('options.name')}
        placeholder={t('common.yourName')}
        value={settings.name}
        onChange={(name) => onSettings({ name })}
        maxLength={NAME_LETTERS}
        testId="name"
      />
      <LanguageChoice language={settings.language} onChange={(language) => onSettings({ language })} />
      <Toggle
        label={t('relayOnly.title')}
        detail={t('relayOnly.hint')}
        checked={settings.relayOnly}
        onChange={(relayOnly) => onSettings({ relayOnly })}
        testId="relay-only"
      />
    </Section>
  );
}
