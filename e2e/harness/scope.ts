/** Owns what a test or the demo opened, and closes it in reverse order. */
export class Scope {
  readonly #releases: (() => Promise<unknown>)[] = [];

  /** @returns the resource, which `close` will release */
  own<T>(resource: T, release: (resource: T) => Promise<unknown>): T {
    this.#releases.push(() => release(resource));
    return resource;
  }

  /** Releases everything, whatever fails on the way. @throws AggregateError of what failed */
  async close(): Promise<void> {
    const failures: unknown[] = [];
    for (const release of this.#releases.splice(0).toReversed()) {
      await release().catch((thrown: unknown) => failures.push(thrown));
    }
    if (failures.length > 0) throw new AggregateError(failures, 'not everything could be closed');
  }
}
