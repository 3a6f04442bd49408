/** Who records, by what the peers said. Claims, all of them: a peer may record without a word. */
export interface Recorders {
  /** Peers that said of themselves that they record. */
  readonly own: ReadonlySet<string>;
  /** By the peer that said so: who else records. */
  readonly told: ReadonlyMap<string, readonly string[]>;
}

export const NO_RECORDERS: Recorders = { own: new Set(), told: new Map() };

/** A peer says whether it records itself. */
export function noteOwn(recorders: Recorders, peer: string, on: boolean): Recorders {
  const own = new Set(recorders.own);
  if (on) own.add(peer);
  else own.delete(peer);
  return { ...recorders, own };
}

/** A sharer says who records what it shares. */
export function noteTold(recorders: Recorders, peer: string, ids: readonly string[]): Recorders {
  return { ...recorders, told: new Map([...recorders.told, [peer, ids]]) };
}

/** A Link to the peer begins or is over: what it said before is void. */
export function forgetPeer({ own, told }: Recorders, peer: string): Recorders {
  return {
    own: new Set([...own].filter((id) => id !== peer)),
    told: new Map([...told].filter(([id]) => id !== peer)),
  };
}

/** Everyone of whom it is said, by itself or by somebody else. */
export function allRecorders({ own, told }: Recorders): ReadonlySet<string> {
  return new Set([...own, ...[...told.values()].flat()]);
}
