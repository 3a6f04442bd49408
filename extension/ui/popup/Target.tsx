import { Link2 } from 'lucide-react';
import { Button } from '../pieces/Button.tsx';
import { Notice } from '../pieces/Notice.tsx';
import { OPEN_ROOM } from '../words.ts';
import type { ShareTarget } from './target.ts';
import styles from './Target.module.css';

interface TargetProps {
  readonly target: ShareTarget;
  readonly onNewRoom: () => void;
}

/** Says that the next share goes into a room that is there already, and offers a new one instead. */
export function Target({ target, onNewRoom }: TargetProps) {
  return (
    <>
      <div className={styles.target} data-testid="share-target">
        <Link2 aria-hidden="true" />
        <p className={styles.words}>
          {target.again ? 'Into the same room, same link' : `Into the room ${target.room}`}
        </p>
        <Button look="quiet" onClick={onNewRoom} data-testid="new-room">
          New room
        </Button>
      </div>
      {target.open && <Notice {...OPEN_ROOM} tone="warn" testId="open-room" />}
    </>
  );
}
