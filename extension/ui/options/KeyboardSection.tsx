import { Keyboard } from 'lucide-react';
import { Section } from '../pieces/Section.tsx';
import styles from './KeyboardSection.module.css';

/** Where shortcuts are changed: a page of the browser's own, which no other page may link to. */
const SHORTCUTS_PAGE = 'chrome://extensions/shortcuts';

/** The keyboard command that starts and stops sharing. */
export function KeyboardSection() {
  return (
    <Section title="Keyboard" icon={<Keyboard />}>
      <p>
        <kbd className={styles.key}>Alt</kbd> <kbd className={styles.key}>Shift</kbd>{' '}
        <kbd className={styles.key}>P</kbd> starts and stops sharing the current tab.
      </p>
      <p className={styles.change}>
        To change it, open <code className={styles.address}>{SHORTCUTS_PAGE}</code> in a new tab. In Firefox:
        Add-ons, the gear, Manage Extension Shortcuts.
      </p>
    </Section>
  );
}
