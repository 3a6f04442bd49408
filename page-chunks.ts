import path from 'node:path';

/** What the bundler tells of the modules while it makes its files. */
interface ChunkContext {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

interface ChunkGroup {
  /** In the bundler's timings. */
  readonly debugName: string;
  /** @returns the name of a module's file; null = as the bundler likes */
  readonly name: (id: string, context: ChunkContext) => string | null;
}

/**
 * Puts what a page begins with into few files. Left alone, the bundler makes one for each set of pages and lazy parts
 * that share something: 50 for the viewer page, each compressed by itself, which costs a tenth.
 * @param page the page's own script
 * @param others scripts of other pages that begin with part of it, by the name of the file for that part; a module goes
 * to the first that begins with it
 * @param rest name of the file for all the others of the page's modules; null = the bundler deals with them
 */
export function firstLoadChunks(
  page: string,
  others: Readonly<Record<string, string>>,
  rest: string | null,
): ChunkGroup {
  const reached = new Map<string, ReadonlySet<string>>();

  function begins(script: string, id: string, context: ChunkContext): boolean {
    const entry = path.resolve(import.meta.dirname, script);
    const known = reached.get(entry) ?? reach(entry, context);
    reached.set(entry, known);
    return known.has(id);
  }

  return {
    debugName: 'first load',
    name(id, context) {
      if (!begins(page, id, context)) return null;
      const shared = Object.entries(others).find(([, script]) => begins(script, id, context));
      return shared?.[0] ?? rest;
    },
  };
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
