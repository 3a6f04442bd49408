import type { FaultCode } from '../../core/faults.ts';
import type { Snapshot } from '../../core/snapshot.ts';
import { words } from '../i18n/language.ts';
import { Countdown } from '../pieces/Countdown.tsx';
import { Notice } from '../pieces/Notice.tsx';
import { sourceKeptWords } from '../sharing/words.ts';
import { faultWords, myEndedWords, tamperingWords } from '../words.ts';

/** What went wrong, or how the last share ended. */
export function Matters({ snapshot }: { readonly snapshot: Snapshot }) {
  return (
    <>
      {snapshot.tampering && (
        <Notice {...tamperingWords(snapshot.tampering)} tone="danger" testId="tampering" />
      )}
      {snapshot.noRelay && <Notice {...words('noRelay')} tone="warn" testId="no-relay" />}
      <Matter snapshot={snapshot} />
    </>
  );
}

const KEPT = new Set<FaultCode>(['capture-denied', 'capture-failed', 'capture-busy']);

function Matter({ snapshot }: { readonly snapshot: Snapshot }) {
  const { fault, phase, share, ended } = snapshot;
  if (phase === 'reconnecting') {
    return (
      <Notice {...words('serverLostSharing')} tone="warn" testId="fault" code={fault?.code}>
        <Countdown ms={fault?.retryInMs} />
      </Notice>
    );
  }
  if (fault) {
    // A share goes on with what it had.
    const isKept = share !== null && KEPT.has(fault.code);
    const matter = isKept ? sourceKeptWords() : faultWords(fault.code, snapshot.maxPeers + 1);
    const tone = isKept || fault.code === 'capture-denied' ? 'info' : 'danger';
    return <Notice {...matter} tone={tone} testId="fault" code={fault.code} />;
  }
  if (ended && !share && phase !== 'connecting') {
    return <Notice {...myEndedWords(ended.reason)} testId="ended" code={ended.reason} />;
  }
  return null;
}
