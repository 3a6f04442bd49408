import type { ReactNode } from 'react';
import type { ShareView } from '../../core/snapshot.ts';
import { bitrateText, fpsText, sizeText } from '../format.ts';
import { t } from '../i18n/language.ts';
import { Rich } from '../i18n/Rich.tsx';
import styles from './Traffic.module.css';

interface TrafficProps {
  readonly share: ShareView;
  readonly watching: number;
  readonly most: number;
}

/** How many watch, and what flows to them, live. */
export function Traffic({ share, watching, most }: TrafficProps) {
  const { actual, kbps, fps } = share;
  return (
    <div className={styles.traffic}>
      <p className={styles.count}>
        <Rich
          text="popup.watching"
          values={{ count: <strong data-testid="viewer-count">{`${watching}/${most}`}</strong> }}
        />
      </p>
      <dl className={styles.figures}>
        <Figure name={t('popup.sending')}>
          <data value={Math.round(kbps)} data-testid="kbps">
            {bitrateText(kbps)}
          </data>
        </Figure>
        <Figure name={t('common.frames')}>
          <data value={Math.round(fps)} data-testid="fps">
            {fpsText(fps)}
          </data>
        </Figure>
        <Figure name={t('common.picture')}>
          <span data-testid="source-size">{actual ? sizeText(actual.width, actual.height) : '–'}</span>
        </Figure>
        <Figure name={t('common.sound')}>{share.sound ? t('popup.on') : t('popup.off')}</Figure>
      </dl>
    </div>
  );
}

function Figure({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className={styles.figure}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
