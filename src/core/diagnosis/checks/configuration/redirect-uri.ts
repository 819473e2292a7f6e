import type { CheckFinding } from '../../../../protocol/models/diagnosis.ts';
import { findingsOf, nameList, shown } from '../check.ts';

/** How a redirect_uri goes with those that are registered. `at`: the first character that differs, from 0. */
export type RedirectMatch =
  | { match: 'exact' }
  | { match: 'near' | 'none'; registered: string; at: number; reason: string | null };

function firstDifference(a: string, b: string): number {
  let index = 0;
  while (index < a.length && index < b.length && a[index] === b[index]) index += 1;
  return index;
}

type Change = readonly [reason: string, apply: (url: string) => string];

/** What people and servers change in an address without noticing, likeliest first. */
const changes: readonly Change[] = [
  ['blanks or line breaks around it', (url) => url.trim()],
  ['the slash at the end', (url) => url.replace(/\/+(?=$|[?#])/, '')],
  ['http and https', (url) => url.replace(/^https?:/i, '')],
  ['the query', (url) => url.replace(/\?[^#]*/, '')],
  ['capitals', (url) => url.toLowerCase()],
  ['a default port', (url) => url.replace(/^(https?:\/\/[^/?#]*?):(?:80|443)(?=$|[/?#])/i, '$1')],
  ['www.', (url) => url.replace(/^(https?:\/\/)www\./i, '$1')],
  ['the port', (url) => url.replace(/^(https?:\/\/[^/?#]*?):\d{1,5}(?=$|[/?#])/i, '$1')],
  ['a fragment', (url) => url.replace(/#.*$/s, '')],
  ['percent-encoding', (url) => decoded(url)],
];

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function reasonOf(a: string, b: string): string | null {
  const alone = changes.find(([, apply]) => apply(a) === apply(b));
  if (alone !== undefined) return alone[0];
  const all = (url: string) => changes.reduce((text, [, apply]) => apply(text), url);
  if (all(a) !== all(b)) return null;
  const needed = changes.filter(([, apply]) => apply(a) !== a || apply(b) !== b).map(([reason]) => reason);
  return nameList(needed);
}

/**
 * Compares a redirect_uri with the registered ones as platforms do, letter by letter (OpenID Connect Core 1.0 §3.1.2.1), and
 * says what the difference comes from where it is a small one.
 */
export function matchRedirectUri(sent: string, registered: readonly string[]): RedirectMatch {
  if (registered.includes(sent)) return { match: 'exact' };
  for (const one of registered) {
    const reason = reasonOf(sent, one);
    if (reason !== null) return { match: 'near', registered: one, at: firstDifference(sent, one), reason };
  }
  const closest = registered.reduce<string | null>(
    (best, one) => (best === null || firstDifference(sent, one) > firstDifference(sent, best) ? one : best),
    null,
  );
  return { match: 'none', registered: closest ?? '', at: firstDifference(sent, closest ?? ''), reason: null };
}

/** The difference in words: `at character 9: registered "https://tool…"`. */
export function redirectDifference(match: Exclude<RedirectMatch, { match: 'exact' }>): string {
  const { registered, at, reason } = match;
  if (registered === '') return 'none is registered';
  const why =
    reason === null
      ? ''
      : `: only ${reason} ${reason.includes(' and ') || reason.includes(',') ? 'differ' : 'differs'}`;
  return `registered is ${shown(registered)}; the first difference is at character ${at + 1}${why}`;
}

/** CFG-06: the address of the tool is not, letter for letter, among the registered redirect URIs. */
export function checkRedirectUris(target: string, registered: readonly string[]): CheckFinding[] {
  const match = matchRedirectUri(target, registered);
  if (match.match === 'exact') return [];
  const of = findingsOf({ id: 'CFG-06', owner: 'platform-admin', source: 'OpenID Connect Core 1.0 §3.1.2.1' });
  return [
    of({
      severity: match.match === 'near' ? 'warning' : 'error',
      title:
        match.match === 'near'
          ? 'The tool’s address is registered in another form.'
          : 'The tool’s address is not among the redirect URIs.',
      seen: `${shown(target)}; ${redirectDifference(match)}.`,
      expected: 'The same text, letter for letter: Moodle answers “Invalid request”, Canvas “Invalid redirect_uri”.',
    }),
  ];
}
