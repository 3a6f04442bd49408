import { build, type Rolldown } from 'vite';

/**
 * Bundles a TypeScript file into one script without imports, for a page.
 * @param entry absolute path
 * @returns the script's text
 */
export async function bundle(entry: string): Promise<string> {
  const output = (await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      lib: { entry, formats: ['iife'], name: 'porthole' },
    },
  })) as Rolldown.RolldownOutput[];
  const chunk = output[0]?.output[0];
  if (!chunk) throw new Error(`nothing came of bundling ${entry}`);
  return chunk.code;
}
