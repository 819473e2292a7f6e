import type { Hop } from '../../protocol/models/exchanges/exchange.ts';
import type { Pairs } from '../../protocol/models/pairs.ts';
import { maskKnownSecretHeaders, maskSetCookie } from './headers.ts';
import { mask } from './mask.ts';
import { patternsOf, shortestSearched } from './patterns.ts';
import { SecretScanner } from './scanner.ts';

/** Reads `limit` UTF-16 code units of a text from `offset`, fewer at its end. */
export type ReadText = (offset: number, limit: number) => Promise<string> | string;

/** Hides the secrets it was made for. All methods return copies and leave what they are given alone. */
export interface Redactor {
  /** Masks every secret wherever it appears, raw or encoded. Linear in the length of the text; page larger ones. */
  text(text: string): string;
  /** {@link Redactor.text} for a text that was cut off at its end: the beginning of a secret that stands there is masked too. */
  cutText(text: string): string;
  /** Masks values, and names too; a value of a secret-bearing field that is a short secret as a whole is masked as well. */
  pairs(pairs: Pairs): Pairs;
  /** {@link Redactor.pairs}, and what headers are known to carry: credentials, API keys, cookie values. */
  headers(headers: Pairs): Pairs;
  hop(hop: Hop): Hop;
  /**
   * One page of a long text. Reads some text before and after it, so that a secret across the border of two pages leaks
   * from neither; its mask stands in the page it begins in. Joined pages equal the masked whole.
   */
  page(read: ReadText, offset: number, limit: number): Promise<string>;
}

/**
 * Makes a {@link Redactor}. A secret of fewer than four characters is masked only where it is the whole value of a field
 * whose name says that it bears one (`secret`, `password`, `token`, `api_key`, …): searched for in running text it would
 * mask half of it and give itself away by the pattern of the gaps.
 *
 * @param told - further secrets, found in an answer: there may be thousands, so they are not searched for in base64 and hexadecimal.
 */
export function createRedactor(secrets: readonly string[], told: readonly string[] = []): Redactor {
  const long = secrets.filter((secret) => [...secret.trim()].length >= shortestSearched);
  const short = new Set(secrets.filter((secret) => secret !== '' && !long.includes(secret)));
  const plain = told.filter((secret) => [...secret.trim()].length >= shortestSearched);
  const scanner = new SecretScanner([...long.flatMap(patternsOf), ...plain.map((text) => ({ text, widen: false }))]);
  const text = (value: string) => maskWithin(scanner, value, 0, value.length);
  const pairs = (list: Pairs): Pairs =>
    list.map(([name, value]) => [text(name), short.has(value) && bearsSecret(name) ? mask : text(value)]);
  // Secrets first: what headers are known to carry is cut at a blank, and half a secret would no longer be found.
  const headers = (list: Pairs): Pairs => maskKnownSecretHeaders(pairs(list));
  return {
    text,
    cutText: (value) => maskWithin(scanner, value, 0, value.length, true),
    pairs,
    headers,
    hop: (hop) => maskHop(hop, text, headers),
    page: async (read, offset, limit) => {
      const before = Math.min(offset, scanner.longestMatch);
      const window = await read(offset - before, before + limit + scanner.longestMatch);
      return maskWithin(scanner, window, before, before + limit);
    },
  };
}

/** A page of a long text with the secrets of `redactor` masked; see {@link Redactor.page}. */
export function redactPage(redactor: Redactor, read: ReadText, offset: number, limit: number): Promise<string> {
  return redactor.page(read, offset, limit);
}

const secretField = /secret|passw(or)?d|passphrase|token|api[-_]?key|private[-_]?key|signing[-_]?key|authorization/i;

/** Whether a field of this name is there to carry a secret. */
export function bearsSecret(name: string): boolean {
  return secretField.test(name);
}

/** The part of `text` from `from` to `to`, masked by what is found in all of it. */
function maskWithin(scanner: SecretScanner, text: string, from: number, to: number, cut = false): string {
  const parts: string[] = [];
  let done = from;
  for (const { start, end } of scanner.find(text, cut)) {
    if (end <= from) continue;
    if (start >= to) break;
    if (start >= from) parts.push(text.slice(done, start), mask);
    done = end;
  }
  if (done < to) parts.push(text.slice(done, to));
  return parts.join('');
}

function maskHop(hop: Hop, text: (value: string) => string, headers: (list: Pairs) => Pairs): Hop {
  return {
    ...hop,
    url: text(hop.url),
    requestHeaders: headers(hop.requestHeaders),
    ...(hop.droppedHeaders === undefined ? {} : { droppedHeaders: hop.droppedHeaders.map(text) }),
    sentCookies: hop.sentCookies?.map(text) ?? null,
    withheldCookies: hop.withheldCookies.map((cookie) => ({ ...cookie, name: text(cookie.name) })),
    statusText: text(hop.statusText),
    responseHeaders: headers(hop.responseHeaders),
    location: hop.location === null ? null : text(hop.location),
    cookies: hop.cookies.map((cookie) => ({
      ...cookie,
      name: text(cookie.name),
      line: maskSetCookie(text(cookie.line)),
    })),
    failure: hop.failure === null ? null : { ...hop.failure, reason: text(hop.failure.reason) },
    body:
      hop.body === null
        ? null
        : {
            ...hop.body,
            contentType: hop.body.contentType === null ? null : text(hop.body.contentType),
            text: text(hop.body.text),
          },
  };
}
