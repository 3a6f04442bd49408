import { Keyboard } from 'lucide-react';
import { t } from '../i18n/language.ts';
import { Rich } from '../i18n/Rich.tsx';
import { Section } from '../pieces/Section.tsx';
import styles from './KeyboardSection.module.css';

/** Where shortcuts are changed: a page of the browser's own, which no other page may link to. */
const SHORTCUTS_PAGE = 'chrome://extensions/shortcuts';

interface KeyboardSectionProps {
  /** As the browser writes it, e.g. `Alt+Shift+S`; empty where none is set, or another extension holds it. */
  readonly shortcut: string;
}

/** The keyboard command that starts and stops sharing. */
export function KeyboardSection({ shortcut }: KeyboardSectionProps) {
  const keys = shortcut.split('+').filter(Boolean);
  return (
    <Section title={t('options.keyboard')} icon={<Keyboard />}>
      <p data-testid="shortcut">
        {keys.length === 0 ? (
          t('options.noKey')
        ) : (
          <Rich text="options.keys" values={{ keys: keys.map((key) => <Key key={key} name={key} />) }} />
        )}
      </p>
      <p className={styles.change}>
        <Rich
          text="options.changeKeys"
          values={{ address: <code className={styles.address}>{SHORTCUTS_PAGE}</code> }}
        />
      </p>
    </Section>
  );
}

function Key({ name }: { readonly name: string }) {
  return <kbd className={styles.key}>{name}</kbd>;
}
