import { t } from '../i18n/language.ts';
import type { RecordingShelf } from '../../bus/room-host.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { Frame } from '../pieces/Frame.tsx';
import { Logo } from '../pieces/Logo.tsx';
import { Toaster } from '../pieces/Toaster.tsx';
import KeptRecording from './KeptRecording.tsx';
import styles from './RecordingsApp.module.css';
import { useShelf } from './use-shelf.ts';

/** The page that opens when a sharer's own recording is over: what becomes of it. */
export function RecordingsApp({ shelf }: { readonly shelf: RecordingShelf }) {
  useLanguage('app.recordingsTitle');
  return (
    <Frame>
      <Toaster>
        <main className={styles.page}>
          <header className={styles.header}>
            <span className={styles.logo}>
              <Logo />
            </span>
            <h1 className={styles.title}>{t('record.title')}</h1>
            <p className={styles.lead}>{t('record.lead')}</p>
          </header>
          <List shelf={shelf} />
        </main>
      </Toaster>
    </Frame>
  );
}

function List({ shelf }: { readonly shelf: RecordingShelf }) {
  const { items, save, discard } = useShelf(shelf, true, false);
  if (items === null) return null;
  if (items.length === 0) {
    return (
      <section className={styles.card} data-testid="no-recordings" aria-live="polite">
        <h2 className={styles.none}>{t('record.none.title')}</h2>
        <p className={styles.lead}>{t('record.none.hint')}</p>
      </section>
    );
  }
  return (
    <ul className={styles.list}>
      {items.map((item) => (
        <li key={item.id} className={styles.card}>
          <KeptRecording item={item} title={t('record.recording')} save={save} discard={discard} />
        </li>
      ))}
    </ul>
  );
}
