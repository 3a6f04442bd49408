/** To the worker that writes: `open` first, `close` last. */
export type ToDisk =
  | { readonly type: 'open'; readonly folder: string; readonly name: string }
  | { readonly type: 'write'; readonly chunk: Blob }
  | { readonly type: 'close' };

/** `failed`: nothing more is written; what was, stays. */
export type FromDisk =
  | { readonly type: 'opened' }
  | { readonly type: 'closed' }
  /** bytes: of this chunk */
  | { readonly type: 'written'; readonly bytes: number }
  | { readonly type: 'failed'; readonly full: boolean };
