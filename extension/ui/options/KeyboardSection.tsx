import { Keyboard } from 'lucide-react';
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
    <Section title="Keyboard" icon={<Keyboard />}>
      <p data-testid="shortcut">
        {keys.length === 0
          ? 'No key starts and stops sharing yet: set one.'
          : keys.map((key) => (
              <kbd key={key} className={styles.key}>
                {key}
              </kbd>
            ))}
        {keys.length > 0 && ' starts and stops sharing the current tab.'}
      </p>
      <p className={styles.change}>
        To change it, open <code className={styles.address}>{SHORTCUTS_PAGE}</code> in a new tab. In Firefox:
        Add-ons, the gear, Manage Extension Shortcuts.
      </p>
    </Section>
  );
}
