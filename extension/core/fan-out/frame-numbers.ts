/** What of an encoded frame's metadata orders it among the others. */
interface FrameOrder {
  /** Number of the frame in its own encoder. */
  readonly frameId: number;
  /** The frames that it needs, by their numbers. */
  readonly dependencies: readonly number[];
  readonly key: boolean;
}

/** One continuous numbering of the frames that a sink gets, whichever encoders they come from. */
export interface FrameNumbers {
  /** True when everything that the frame needs was numbered since the last key frame. */
  decodable(frame: FrameOrder): boolean;
  /** Numbers a frame; a key frame begins anew. */
  next(frame: FrameOrder): { readonly frameId: number; readonly dependencies: number[] };
}

/** How many frames back a frame may depend on: no encoder here reaches further. */
const MEMORY = 128;

export function createFrameNumbers(): FrameNumbers {
  /** From the encoder's number to ours. */
  const given = new Map<number, number>();
  let last = 0;
  return {
    decodable: ({ key, dependencies }) => key || dependencies.every((id) => given.has(id)),
    next({ frameId, dependencies, key }) {
      if (key) given.clear();
      const mapped = dependencies.flatMap((id) => given.get(id) ?? []);
      last += 1;
      given.set(frameId, last);
      const [oldest] = given.keys();
      if (given.size > MEMORY && oldest !== undefined) given.delete(oldest);
      return { frameId: last, dependencies: mapped };
    },
  };
}
