import { isRandomSegment } from './random-segment.ts';

/** Characters of an answer that are compared. */
const mostCompared = 1500;

const refusing =
  /invalid|not valid|fail|wrong|incorrect|mismatch|(?:not|n[o']t) match|denied|refused|rejected|unauthori[sz]ed|forbidden|expired|already used|check your|missing|error/i;

/** Whether a text speaks of a refusal. A long page may hold such words for other reasons. */
export function speaksOfRefusal(text: string): boolean {
  return refusing.test(text);
}

/** Words alone: what has digits in it, or is longer than words are, differs with every launch. */
export function wordsOf(text: string): string {
  return text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word.length <= 24 && !/\d/.test(word))
    .join(' ')
    .slice(0, mostCompared);
}

/** Host and path of an address, without the parts that are ids; empty for what is no address. */
export function placeOf(address: string | null): string {
  const url = address === null ? null : URL.parse(address);
  return url === null
    ? ''
    : `${url.host}${url.pathname.replace(/[^/]+/g, (part) => (/\d/.test(part) || isRandomSegment(part) ? '#' : part))}`;
}
