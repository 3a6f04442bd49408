import { createHash, timingSafeEqual } from 'node:crypto';

/** What is kept and compared of a secret. */
export function digest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Compares in constant time, whatever the lengths. @param expected a digest */
export function sameSecret(expected: Buffer, given: string): boolean {
  return timingSafeEqual(expected, digest(given));
}
