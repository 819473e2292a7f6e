import { patternsOf, SecretScanner } from '../../../redaction/index.ts';
import type { StandIn } from './stand-ins.ts';

/**
 * A shorter value, or a number of few digits, also stands in the midst of other things: it is replaced only where it is a whole
 * value or stands beside its field, one of 3 to 7 characters only where no letter or digit touches it.
 */
const shortestInText = 3;
const shortestNumberInText = 5;
const shortestInsideWords = 8;

/** Whether a value is replaced wherever it stands, and not only beside its field. */
export function replacedInText(value: string): boolean {
  const length = [...value.trim()].length;
  return length >= (/^\d+$/.test(value) ? shortestNumberInText : shortestInText);
}

/** The end of an encoded character is no letter of a word, though it may look like one: `%3D`, `%253D`, `\n`, `\u003d`. */
const encodedBefore = /(?:%(?:25)*[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\[nrt])$/;
const wordCharacter = /[\p{L}\p{N}_]/u;

function standsAlone(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 12), start);
  const touchesBefore = wordCharacter.test(before.slice(-1)) && !encodedBefore.test(before);
  return !touchesBefore && !wordCharacter.test(text.slice(end, end + 1));
}

/** A stand-in spelled as the value was: only `@` may have to be encoded, and is written as it was written there. */
function spelled(standIn: string, found: string): string {
  const at = /%(?:25)*40|\\u0040|&#64;|&#x40;/i.exec(found)?.[0];
  return at === undefined ? standIn : standIn.replace('@', at);
}

type Replacement = { scanner: SecretScanner; insideWords: boolean; write(found: string): string };

function replaceOne(text: string, { scanner, insideWords, write }: Replacement): string {
  const parts: string[] = [];
  let done = 0;
  for (const { start, end } of scanner.find(text)) {
    if (!insideWords && !standsAlone(text, start, end)) continue;
    parts.push(text.slice(done, start), write(text.slice(start, end)));
    done = end;
  }
  return done === 0 ? text : parts.join('') + text.slice(done);
}

function anywhere({ value, standIn }: StandIn): Replacement {
  const spellings = [...new Set([value, value.toLowerCase()])];
  return {
    scanner: new SecretScanner([
      ...spellings.map((text) => ({ text, widen: false })),
      ...spellings.flatMap(patternsOf),
    ]),
    insideWords: [...value].length >= shortestInsideWords,
    write: (found) => spelled(standIn, found),
  };
}

/** A short value where its field stands before it, in a form, a base string or JSON. */
function besideItsField({ field, value, standIn }: StandIn): Replacement {
  const texts = [
    `${field}=${value}`,
    `"${field}":${value}`,
    `"${field}": ${value}`,
    `"${field}":"${value}`,
    `"${field}": "${value}`,
  ];
  return {
    scanner: new SecretScanner(texts.map((text) => ({ text, widen: false }))),
    insideWords: false,
    write: (found) => {
      const at = found.lastIndexOf(value);
      return at === -1 ? `${field}=${standIn}` : found.slice(0, at) + standIn;
    },
  };
}

/**
 * Replaces personal values by their stand-ins, in every spelling a secret is found in: raw, percent-encoded up to three times as
 * in a base string, escaped for JSON and HTML, in base64 and hexadecimal.
 */
export function createReplacer(standIns: readonly StandIn[]): (text: string) => string {
  const whole = new Map(standIns.map(({ value, standIn }) => [value, standIn]));
  // A full name before the names in it.
  const replacements = standIns
    .toSorted((a, b) => b.value.length - a.value.length)
    .map((one) => (replacedInText(one.value) ? anywhere(one) : besideItsField(one)));
  return (text) => whole.get(text) ?? replacements.reduce(replaceOne, text);
}
