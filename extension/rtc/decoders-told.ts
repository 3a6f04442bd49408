import type { Decoding } from '../core/decoding.ts';
import { myDecoding } from './decoders.ts';

/** Says once, to whoever sends me a picture, what this machine decodes. */
export interface DecodersTold {
  /** What was found; null before it is asked, and from a browser that does not tell. */
  readonly mine: Decoding | null;
  /** Does it as soon as it can be done; call it whenever that may have changed. */
  tell(): void;
}

/** @param ready whether there is a picture, and a way to say it */
export function createDecodersTold(ready: () => boolean, say: (message: Decoding) => void): DecodersTold {
  let asked = false;
  let mine: Decoding | null = null;
  return {
    get mine() {
      return mine;
    },
    tell() {
      if (asked || !ready()) return;
      asked = true;
      void myDecoding().then((found) => (mine = found) && say(found));
    },
  };
}
