import type { Settings } from '../../core/settings.ts';
import { t } from '../i18n/language.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { Frame } from '../pieces/Frame.tsx';
import { Logo } from '../pieces/Logo.tsx';
import { KeyboardSection } from './KeyboardSection.tsx';
import styles from './OptionsApp.module.css';
import { MicrophoneSection } from './MicrophoneSection.tsx';
import { ServerSection } from './ServerSection.tsx';
import { SharingSection } from './SharingSection.tsx';
import { SitesSection } from './SitesSection.tsx';
import { YouSection } from './YouSection.tsx';

/** What the browser allows Porthole, and how to ask for more. The asking ones need a click. */
export interface Access {
  /** The browser can share a tab without its picker. */
  readonly canShareTab: boolean;
  /** One-click tab sharing is allowed. */
  readonly tabCapture: boolean;
  /** Also remembers the answer. */
  requestTabCapture(): Promise<boolean>;
  /** Porthole may see where tabs go. */
  readonly navigation: boolean;
  requestNavigation(): Promise<boolean>;
  /** Whether Porthole may act on a server's pages. */
  hostGranted(origin: string): Promise<boolean>;
  requestHost(origin: string): Promise<boolean>;
}

export interface OptionsProps {
  readonly settings: Settings;
  readonly onSettings: (patch: Partial<Settings>) => void;
  /**
   * Asks an address whether it is a Porthole server.
   * @returns its origin
   * @throws PortholeError `server-unreachable`, `not-porthole`, `bad-config` or `bad-link`
   */
  readonly checkServer: (address: string) => Promise<string>;
  readonly access: Access;
  /** The key of the command that starts and stops sharing, as the browser writes it; may be empty. */
  readonly shortcut: string;
  /** Origin of the server that this build was made for. */
  readonly defaultServer: string;
}

/** The options page. Everything is kept at once; only a server's address is checked before. */
export function OptionsApp(props: OptionsProps) {
  useLanguage('app.optionsTitle');
  return (
    <Frame>
      <main className={styles.page}>
        <header className={styles.header}>
          <Logo />
          <h1 className={styles.title}>{t('app.optionsTitle')}</h1>
        </header>
        <YouSection {...props} />
        <SharingSection {...props} />
        <MicrophoneSection {...props} />
        {props.access.canShareTab && <SitesSection {...props} />}
        <ServerSection {...props} />
        <KeyboardSection shortcut={props.shortcut} />
      </main>
    </Frame>
  );
}
