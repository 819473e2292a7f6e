import type { Pairs } from '../../protocol/models/pairs.ts';
import { ProblemError } from '../../protocol/problem.ts';
import { isUtf8Form, parseForm } from './form-encoding.ts';
import { isEncodable } from './text.ts';

/** An absolute http(s) URL taken apart for signing. `parsed` is as it goes on the wire, `query` its decoded parameters. */
export type RequestUrl = {
  /** As it was given: what is asked of the HTTP client or browser. */
  text: string;
  parsed: URL;
  query: Pairs;
};

/** A URL as a message may quote it: user name, password, query and fragment can hold secrets. */
function quotable(text: string): string {
  return text
    .replace(/[?#].*$/s, '')
    .replace(/\/\/[^/]*@/, '//')
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .trim();
}

/**
 * Parses a URL that is to be signed or was received. Throws `signing.invalid-url` with the reason: relative, another scheme
 * than http and https, user name or password, fragment, white space around it or control characters in it, or (when
 * `requireUtf8`, as for signing) a query whose escapes are not UTF-8, because two sides would decode that differently.
 */
export function parseRequestUrl(text: string, { requireUtf8 }: { requireUtf8: boolean }): RequestUrl {
  const refuse = (detail: string): never => {
    throw new ProblemError('signing.invalid-url', { field: 'url', params: { url: quotable(text) }, detail });
  };
  if (text !== text.trim()) refuse('There is white space before or after the URL. Remove it.');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: URL parsers drop these silently, so another URL would be sent.
  if (/[\u0000-\u001f\u007f]/.test(text))
    refuse('The URL holds a line break, tab or other control character. Remove it.');
  if (!isEncodable(text)) refuse('The URL holds half of a surrogate pair, which UTF-8 cannot carry.');
  if (!/^https?:\/\//i.test(text)) refuse('The URL must be absolute and start with http:// or https://.');
  if (text.includes('#')) refuse('A fragment (from # on) is never sent to the server. Remove it, or write # as %23.');

  const parsed = URL.parse(text);
  if (parsed === null) return refuse('It cannot be read as a URL. Check the host name, the port and brackets.');
  if (parsed.username !== '' || parsed.password !== '') {
    refuse('A user name or password in the URL is not part of a signed request. Remove everything up to the @.');
  }
  const query = parsed.search.slice(1);
  if (requireUtf8 && !isUtf8Form(query)) {
    refuse('The query holds escapes that are not UTF-8 (for example %E9 for é, which is %C3%A9). Encode it as UTF-8.');
  }
  return { text, parsed, query: parseForm(query) };
}

/** Adds already encoded `name=value` pieces to the query of a URL without a fragment, leaving what stands there as it is. */
export function appendQuery(url: string, encodedPairs: readonly string[]): string {
  if (encodedPairs.length === 0) return url;
  const separator = !url.includes('?') ? '?' : /[?&]$/.test(url) ? '' : '&';
  return `${url}${separator}${encodedPairs.join('&')}`;
}
