import { Button } from '../pieces/Button.tsx';
import { Notice } from '../pieces/Notice.tsx';
import { OPEN_ROOM } from '../words.ts';
import type { ShareTarget } from './target.ts';

interface TargetProps {
  readonly target: ShareTarget;
  readonly onNewRoom: () => void;
}

/** Says that the next share goes into a room that is there already, and offers a new one instead. */
export function Target({ target, onNewRoom }: TargetProps) {
  const title = target.again ? 'Into the same room: its link stays good' : `Into the room ${target.room}`;
  return (
    <Notice
      title={title}
      {...(target.open && { hint: OPEN_ROOM.hint, tone: 'warn' as const })}
      testId="share-target"
    >
      <Button onClick={onNewRoom}>Use a new room instead</Button>
    </Notice>
  );
}
