import { createHash, timingSafeEqual } from 'node:crypto';

/** Compares two texts in a time that tells nothing about where they differ, nor about their lengths. */
export function sameText(left: string, right: string): boolean {
  return timingSafeEqual(digest(left), digest(right));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}
