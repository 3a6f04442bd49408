import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { EXTENSION_DIR } from './extension.ts';
import type { Scope } from './scope.ts';

/**
 * A copy of the built extension whose offscreen document runs a script before its own, as if in another browser.
 * @returns the copy's folder
 */
export async function alterOffscreen(scope: Scope, script: string): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'porthole-altered-'));
  scope.own(folder, (made) => rm(made, { recursive: true, force: true }));
  await cp(EXTENSION_DIR, folder, { recursive: true });
  await writeFile(path.join(folder, 'before.js'), script);
  const file = path.join(folder, 'offscreen.html');
  const html = await readFile(file, 'utf8');
  await writeFile(file, html.replace('<head>', '<head><script src="/before.js"></script>'));
  return folder;
}
