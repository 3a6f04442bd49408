import path from 'node:path';

/** What the bundler tells of the modules while it makes its files. */
interface ChunkContext {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

interface ChunkGroup {
  /** @returns the name of a module's file; null = another group's, or as the bundler likes */
  readonly name: (id: string, context: ChunkContext) => string | null;
  /** A module goes to the group with the highest that wants it, and what it imports goes with it. */
  readonly priority: number;
}

/** What loads parts later is all that some pages begin with: on no account a piece of a large file. */
const PRELOAD = { name: () => 'preload', test: /vite\/preload-helper/, priority: 100 };

/**
 * Puts what pages begin with into few files. Left alone, the bundler makes one for each set of pages and lazy parts that
 * share something: 50 for the viewer page, each compressed by itself, which costs a tenth, and 65 for the popup, whose
 * contents stood there 110 ms after the click instead of 200 when they were six.
 * @param files name of each file, and the scripts of the pages that all begin with what is in it. A module goes to the
 * first that it fits, so that what many pages share comes first; what a file's modules import has to fit it or one before.
 */
export function startChunks(files: Readonly<Record<string, readonly string[]>>): readonly ChunkGroup[] {
  const reached = new Map<string, ReadonlySet<string>>();

  function begins(script: string, id: string, context: ChunkContext): boolean {
    const entry = absolute(script);
    const known = reached.get(entry) ?? reach(entry, context);
    reached.set(entry, known);
    return known.has(id);
  }

  const names = Object.entries(files);
  // A page's own script begins that page: it is in no file that others load as well.
  const starts = new Set(Object.values(files).flatMap((scripts) => scripts.map(absolute)));
  const groups = names.map(([file, scripts], index) => ({
    name: (id: string, context: ChunkContext) =>
      !starts.has(id) && scripts.every((script) => begins(script, id, context)) ? file : null,
    priority: names.length - index,
  }));
  return [PRELOAD, ...groups];
}

function absolute(script: string): string {
  return path.resolve(import.meta.dirname, script);
}

/** A script and all that it imports, lazy parts left out. */
function reach(entry: string, context: ChunkContext): ReadonlySet<string> {
  const found = new Set<string>();
  const queue = [entry];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    queue.push(...(context.getModuleInfo(id)?.importedIds ?? []));
  }
  return found;
}
