import type { Bundle } from '../../../protocol/models/data/bundle.ts';
import { ProblemError } from '../../../protocol/problem.ts';
import { bearsSecret, patternsOf, SecretScanner } from '../../redaction/index.ts';
import type { KnownSecret } from './evidence.ts';
import { mapTexts } from './map-texts.ts';
import { onlyAsWholeValue } from './secrets.ts';

/** Where a secret was found, and whose it is. Never the secret. */
export type Leak = { owner: string; place: string };

/**
 * Searches a finished file for every secret: as it is, percent-encoded up to three times over in either case, in base64 and
 * base64url at all three alignments, in hexadecimal of either case, escaped for JSON (`\u002f`, `\/`) and HTML, and in mixtures
 * of these. A secret too short or too common for that ({@link onlyAsWholeValue}) is looked for as the whole value of a field that
 * is there to carry one.
 */
export function findLeak(file: string, bundle: Bundle, secrets: readonly KnownSecret[]): Leak | null {
  const anywhere = secrets.filter(({ value }) => !onlyAsWholeValue(value));
  // The page escapes once more what may be escaped already: each text is looked at as it is, too.
  const texts = [
    file,
    textsOf(bundle)
      .map(({ text }) => text)
      .join('\n'),
  ];
  const all = new SecretScanner(anywhere.flatMap(({ value }) => patternsOf(value)));
  if (texts.some((text) => all.find(text).length > 0)) {
    // Which of them, told one by one: this is the way out of an error, not of every file.
    for (const { owner, value } of anywhere) {
      const scanner = new SecretScanner(patternsOf(value));
      const holds = (text: string) => scanner.find(text).length > 0;
      if (texts.some(holds)) return { owner, place: textsOf(bundle).find(({ text }) => holds(text))?.at ?? 'the page' };
    }
  }
  return wholeValueLeak(
    bundle,
    secrets.filter(({ value }) => onlyAsWholeValue(value)),
  );
}

function textsOf(bundle: Bundle): { text: string; at: string }[] {
  const texts: { text: string; at: string }[] = [];
  mapTexts(bundle, (text, at) => {
    texts.push({ text, at });
    return text;
  });
  return texts;
}

/** @throws ProblemError `bundle.holds-secret`, which names the secret by its owner and the place. */
export function refuseLeaks(file: string, bundle: Bundle, secrets: readonly KnownSecret[]): void {
  const leak = findLeak(file, bundle, secrets);
  if (leak !== null) throw new ProblemError('bundle.holds-secret', { params: leak });
}

function wholeValueLeak({ request, reverify, responses }: Bundle, secrets: readonly KnownSecret[]): Leak | null {
  const message = reverify.state === 'included' ? reverify.message : null;
  const places: readonly (readonly [string, Bundle['responses'][number]['headers']])[] = [
    ['request.headers', request?.headers ?? []],
    ['request.fields', request?.fields ?? []],
    ['reverify.message.headers', message?.headers ?? []],
    ['reverify.message.fields', message?.fields ?? []],
    ...responses.map(({ headers }, index) => [`responses.${index}.headers`, headers] as const),
  ];
  for (const { owner, value } of secrets) {
    for (const [place, pairs] of places) {
      const found = pairs.find(([name, one]) => bearsSecret(name) && one === value);
      if (found !== undefined) return { owner, place: `${place}.${found[0]}` };
    }
  }
  return null;
}
