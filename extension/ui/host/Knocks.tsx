import { DoorOpen } from 'lucide-react';
import type { HostControls } from '../../bus/room-host.ts';
import type { WaitingView } from '../../core/snapshot.ts';
import { peerName } from '../format.ts';
import { t } from '../i18n/language.ts';
import { Button } from '../pieces/Button.tsx';
import styles from './Knocks.module.css';

interface KnocksProps {
  readonly waiting: readonly WaitingView[];
  readonly controls: HostControls;
}

/** Who asks the host to be let in: said aloud when somebody comes, answered with one click each. */
export function Knocks({ waiting, controls }: KnocksProps) {
  return (
    <div aria-live="polite" className={styles.live}>
      {waiting.length > 0 && (
        <section className={styles.knocks} aria-label={t('host.knocks')} data-testid="knocks">
          <ul className={styles.list}>
            {waiting.map((knock) => (
              <li key={knock.id} className={styles.knock} data-testid="knock">
                <DoorOpen aria-hidden="true" />
                <bdi className={styles.who}>{t('host.knock', { name: peerName(knock) })}</bdi>
                <span className={styles.answers}>
                  <Button
                    look="primary"
                    onClick={() => controls.order({ action: 'admit', to: knock.id })}
                    data-testid="admit"
                  >
                    {t('host.letIn')}
                  </Button>
                  <Button onClick={() => controls.order({ action: 'deny', to: knock.id })} data-testid="deny">
                    {t('host.deny')}
                  </Button>
                </span>
              </li>
            ))}
          </ul>
          <p className={styles.claim}>{t('host.nameClaim')}</p>
        </section>
      )}
    </div>
  );
}
