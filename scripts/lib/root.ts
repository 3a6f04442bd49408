import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's top folder. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** @returns an absolute path inside the checkout */
export function inRoot(...segments: string[]): string {
  return path.join(ROOT, ...segments);
}
