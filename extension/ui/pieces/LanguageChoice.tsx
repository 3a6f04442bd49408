import { LANGUAGES, t } from '../i18n/language.ts';
import { Choice } from './Choice.tsx';

/** A select's value for "as in the browser". */
const BROWSER = 'auto';

interface LanguageChoiceProps {
  /** A code, or empty for the browser's choice. */
  readonly language: string;
  readonly onChange: (language: string) => void;
}

/** Which language the interface speaks; each by its own name. */
export default function LanguageChoice({ language, onChange }: LanguageChoiceProps) {
  const items = [
    { value: BROWSER, label: t('language.browser') },
    ...LANGUAGES.map((code) => ({ value: code, label: ownName(code) })),
  ];
  const value = LANGUAGES.includes(language) ? language : BROWSER;
  return (
    <Choice
      label={t('language.label')}
      items={items}
      value={value}
      onChange={(next) => onChange(next === BROWSER ? '' : next)}
      testId="language"
    />
  );
}

function ownName(code: string): string {
  const name = new Intl.DisplayNames(code, { type: 'language' }).of(code) ?? code;
  return name.charAt(0).toLocaleUpperCase(code) + name.slice(1);
}
