import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

/** The script that a page cannot begin without. */
export interface FirstLoad {
  /** Of all files together, each compressed by itself, as a server sends them. */
  readonly gzipBytes: number;
  readonly files: readonly string[];
}

/** `import … from "./x.js"`, `export … from "./x.js"` and `import "./x.js"`; not `import("./x.js")`. */
const STATIC_IMPORT = /(?:\bfrom|\bimport)\s*["'](\.{0,2}\/[^"']+\.js)["']/g;

/**
 * What a built page loads before its first picture: its own scripts, those it preloads, and what these import
 * statically.
 * @param folder of the build @param page its HTML file there
 * @throws Error when a file is missing
 */
export async function firstLoad(folder: string, page: string): Promise<FirstLoad> {
  const html = await readFile(path.join(folder, page), 'utf8');
  const files = new Set<string>();
  let gzipBytes = 0;
  async function add(address: string, from: string): Promise<void> {
    const file = address.startsWith('/')
      ? address.slice(1)
      : path.posix.join(path.posix.dirname(from), address);
    if (files.has(file)) return;
    files.add(file);
    const code = await readFile(path.join(folder, file));
    gzipBytes += gzipSync(code).length;
    for (const [, next] of code.toString().matchAll(STATIC_IMPORT)) await add(next ?? '', file);
  }
  for (const [tag] of html.matchAll(/<(?:script|link)\b[^>]*>/g)) {
    const address = /\b(?:src|href)="([^"]+\.js)"/.exec(tag)?.[1];
    if (address) await add(address, page);
  }
  return { gzipBytes, files: [...files] };
}
