import type { ReactNode } from 'react';
import type { ShareView } from '../../core/snapshot.ts';
import { bitrateText, sizeText } from '../format.ts';
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
        <strong data-testid="viewer-count">{`${watching}/${most}`}</strong> watching
      </p>
      <dl className={styles.figures}>
        <Figure name="Sending">
          <data value={Math.round(kbps)} data-testid="kbps">
            {bitrateText(kbps)}
          </data>
        </Figure>
        <Figure name="Frames">
          <data value={Math.round(fps)} data-testid="fps">
            {`${Math.round(fps)} fps`}
          </data>
        </Figure>
        <Figure name="Picture">
          <span data-testid="source-size">{actual ? sizeText(actual.width, actual.height) : '–'}</span>
        </Figure>
        <Figure name="Sound">{share.sound ? 'On' : 'Off'}</Figure>
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
