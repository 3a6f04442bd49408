import type { Snapshot } from '../../core/snapshot.ts';
import { Countdown } from '../pieces/Countdown.tsx';
import { Notice } from '../pieces/Notice.tsx';
import { faultWords, myEndedWords, NO_RELAY, SERVER_LOST_SHARING, tamperingWords } from '../words.ts';

/** What went wrong, or how the last share ended. */
export function Matters({ snapshot }: { readonly snapshot: Snapshot }) {
  return (
    <>
      {snapshot.tampering && (
        <Notice {...tamperingWords(snapshot.tampering)} tone="danger" testId="tampering" />
      )}
      {snapshot.noRelay && <Notice {...NO_RELAY} tone="warn" testId="no-relay" />}
      <Matter snapshot={snapshot} />
    </>
  );
}

function Matter({ snapshot }: { readonly snapshot: Snapshot }) {
  const { fault, phase, share, ended } = snapshot;
  if (phase === 'reconnecting') {
    return (
      <Notice {...SERVER_LOST_SHARING} tone="warn" testId="fault" code={fault?.code}>
        <Countdown ms={fault?.retryInMs} />
      </Notice>
    );
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
