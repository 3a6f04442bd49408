import type { Snapshot } from '../../core/snapshot.ts';
import { Notice } from '../pieces/Notice.tsx';
import { faultWords, myEndedWords } from '../words.ts';

/** What went wrong, or how the last share ended. A server that is away is said by the status line alone. */
export function Matters({ snapshot }: { readonly snapshot: Snapshot }) {
  const { fault, phase, share, ended } = snapshot;
  if (fault && phase !== 'reconnecting') {
    const words = faultWords(fault.code, snapshot.maxPeers + 1);
    const tone = fault.code === 'capture-denied' ? 'info' : 'danger';
    return <Notice {...words} tone={tone} testId="fault" code={fault.code} />;
  }
  if (ended && !share && phase !== 'connecting') {
    return <Notice {...myEndedWords(ended.reason)} testId="ended" code={ended.reason} />;
  }
  return null;
}
