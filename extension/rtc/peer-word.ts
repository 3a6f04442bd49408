import type { Decoding } from '../core/decoding.ts';
import type { PeerMessage } from '../core/peer-message.ts';
import type { Pointing } from '../core/pointer/pointing.ts';

type Word = Extract<PeerMessage, { type: 'decoding' | 'pointing' | 'share-paused' | 'source' }>;

/** What a peer has said of itself over the data channel; the last word counts. */
export interface PeerWord {
  readonly decoding: Decoding | null;
  readonly pointing: Pointing | null;
  /** The page that it shares has crashed. */
  readonly crashed: boolean;
  /** It shows a card instead of its picture. */
  readonly paused: boolean;
  /** @returns whether the message was such a word */
  take(message: PeerMessage): message is Word;
}

/** @param changed called when what is seen of the peer did */
export function createPeerWord(changed: () => void): PeerWord {
  let decoding: Decoding | null = null;
  let pointing: Pointing | null = null;
  let crashed = false;
  let paused = false;
  return {
    get decoding() {
      return decoding;
    },
    get pointing() {
      return pointing;
    },
    get crashed() {
      return crashed;
    },
    get paused() {
      return paused;
    },
    take(message): message is Word {
      if (message.type === 'decoding') {
        decoding = message;
        return true;
      }
      if (message.type === 'pointing') pointing = { allowed: message.allowed, overlay: message.overlay };
      else if (message.type === 'share-paused') ({ paused } = message);
      else if (message.type === 'source') ({ crashed } = message);
      else return false;
      changed();
      return true;
    },
  };
}
