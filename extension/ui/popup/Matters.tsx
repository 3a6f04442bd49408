import type { Snapshot } from '../../core/snapshot.ts';
import { Notice } from '../pieces/Notice.tsx';
import { faultWords, myEndedWords, serverLostWords } from '../words.ts';

interface MattersProps {
  readonly snapshot: Snapshot;
  /** Until the next try by itself. */
  readonly seconds: number | null;
}

/** What went wrong, or how the last share ended. */
export function Matters({ snapshot, seconds }: MattersProps) {
  const { fault, phase, share, ended } = snapshot;
  if (phase === 'reconnecting') {
    return <Notice {...serverLostWords(seconds)} tone="warn" testId="fault" code={fault?.code} />;
  }
  if (fault) {
    const words = faultWords(fault.code, snapshot.maxPeers + 1);
    const tone = fault.code === 'capture-denied' ? 'info' : 'danger';
    return <Notice {...words} tone={tone} testId="fault" code={fault.code} />;
  }
  if (ended && !share && phase !== 'connecting') {
    return <Notice {...myEndedWords(ended.reason)} testId="ended" code={ended.reason} />;
  }
  return null;
}
