import type { CheckFinding } from '../../../../protocol/models/diagnosis.ts';
import { looksLikeHtml, visibleText } from '../../../html/page.ts';
import { finding } from '../check.ts';
import { comparable } from './comparable.ts';
import { type KnownText, librarySystems } from './known-text.ts';
import { knownTexts } from './texts/index.ts';

export { type KnownText, librarySystems } from './known-text.ts';
export { knownTexts } from './texts/index.ts';

/** Longest answer below status 400, and longest text of a page that says nothing else. Characters. */
const longestShort = 2000;
const longestAlone = 200;
/** Most texts that are told of one answer. */
const mostTold = 3;

const prepared = knownTexts.map((known) => ({
  known,
  phrase: comparable(known.phrase),
  beside: (known.beside ?? []).map(comparable),
}));

/** @param aloneAs - characters of the page the text is all of; `null` when it is no page. */
function inText(text: string, aloneAs: number | null): KnownText[] {
  const found = prepared.filter(
    ({ known, phrase, beside }) =>
      text.includes(phrase) &&
      (known.alone !== true || (aloneAs !== null && aloneAs <= longestAlone)) &&
      (beside.length === 0 || beside.some((other) => text.includes(other))),
  );
  // "Unable to find public key" stands in longer texts that say more.
  const told = found.filter(
    (one) =>
      !found.some((other) => other !== one && other.phrase.includes(one.phrase)) &&
      !(one.known.alone && found.length > 1),
  );
  return told.slice(0, mostTold).map(({ known }) => known);
}

/**
 * NET-11: the known texts in the body of an answer, at most three. A long page that was answered below 400 is not looked
 * through: it is more likely to speak of errors than to be one.
 *
 * @param status - `null` where it is not known.
 */
export function knownInAnswer(body: string, status: number | null): KnownText[] {
  const shown = visibleText(body);
  if (status !== null && status < 400 && shown.length > longestShort) return [];
  return inText(comparable(shown), looksLikeHtml(body) ? shown.length : null);
}

/** NET-11: the known texts in what a tool or platform says in so many words: `lti_errormsg`, `error_description`. */
export function knownInMessage(message: string): KnownText[] {
  return inText(comparable(message), null);
}

/** A known text as a finding. `where`: what held it, as a person names it. */
export function knownTextFinding(
  { from, phrase, meaning, owner, todo, source, row }: KnownText,
  where: string,
): CheckFinding {
  const speakers = from.map((system) => librarySystems[system]).join(', ');
  return finding({
    id: 'NET-11',
    severity: 'error',
    title: meaning,
    seen: `“${phrase}” in ${where}, as ${speakers} ${from.length === 1 ? 'says' : 'say'} it (failure ${row}).`,
    expected: todo,
    owner,
    source,
  });
}
