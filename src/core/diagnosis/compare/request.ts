import type { Exchange } from '../../../protocol/models/exchanges/exchange.ts';
import type { RequestDifference } from '../../../protocol/models/exchanges/exchange-comparison.ts';
import type { Pairs } from '../../../protocol/models/pairs.ts';
import { jsonLeaves } from './json-leaves.ts';

type Part = RequestDifference['part'];
type Two<T> = readonly [T, T];

/** Differs from request to request by its nature: RFC 5849 §3.3, OpenID Connect Core §3.1.2.1, and what follows from them. */
const variesByNature =
  /^(oauth_(nonce|timestamp|signature|body_hash)|nonce|timestamp|signature|state|id_token|authorization|date|content-length|cookie)$/i;

/** What differs between two requests as they were sent, what varies by nature last. */
export function requestDifferences([first, second]: Two<Exchange>): RequestDifference[] {
  const requests = [first.request, second.request] as const;
  const found = [
    ...single('setup', 'connection', [first.connectionName, second.connectionName]),
    ...single('setup', 'environment', [first.environment, second.environment]),
    ...single('setup', 'operation', [first.operationTitle, second.operationTitle]),
    ...single('setup', 'launch mode', [first.launchMode, second.launchMode]),
    ...single('method', '', [first.method, second.method]),
    ...single('address', '', [withoutQuery(first.url), withoutQuery(second.url)]),
    ...byName('query', [queryOf(requests[0].url), queryOf(requests[1].url)]),
    ...byName('header', [lowerNames(requests[0].headers), lowerNames(requests[1].headers)]),
    ...byName('field', [requests[0].fields, requests[1].fields]),
    ...bodies([bodyOf(first), bodyOf(second)]),
    ...byName('file', [filesOf(first), filesOf(second)]),
  ];
  return [...found.filter(({ varies }) => !varies), ...found.filter(({ varies }) => varies)];
}

function single(part: Part, name: string, values: Two<string | null>): RequestDifference[] {
  if (values[0] === values[1]) return [];
  const change = values[0] === null ? 'added' : values[1] === null ? 'removed' : 'changed';
  return [{ part, name, change, values: [...values], varies: variesByNature.test(name) }];
}

/** Names may repeat: the second of a name is compared with the second. */
function byName(part: Part, [first, second]: Two<Pairs>): RequestDifference[] {
  const [before, after] = [occurrences(first), occurrences(second)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const name = (before.get(key) ?? after.get(key))?.name ?? key;
    return single(part, name, [before.get(key)?.value ?? null, after.get(key)?.value ?? null]);
  });
}

function occurrences(pairs: Pairs): Map<string, { name: string; value: string }> {
  const seen = new Map<string, number>();
  return new Map(
    pairs.map(([name, value]) => {
      const count = (seen.get(name) ?? 0) + 1;
      seen.set(name, count);
      return [`${count} ${name}`, { name, value }] as const;
    }),
  );
}

/** JSON is compared value by value, anything else as a whole. */
function bodies([first, second]: Two<string | null>): RequestDifference[] {
  const [before, after] = [jsonLeaves(first), jsonLeaves(second)];
  if (before !== null && after !== null) return byName('body', [before, after]);
  return single('body', '', [first, second]);
}

/** The body of a request that is no form: a form's fields are compared one by one. */
function bodyOf({ request }: Exchange): string | null {
  return request.fields.length > 0 || request.multipart ? null : request.body;
}

function filesOf({ request }: Exchange): Pairs {
  return (request.multipart?.files ?? []).map(({ name, file }) => [name, `${file.name}, ${file.size} bytes`]);
}

function lowerNames(headers: Pairs): Pairs {
  return headers.map(([name, value]) => [name.toLowerCase(), value]);
}

function withoutQuery(url: string): string {
  return url.split(/[?#]/, 1)[0] ?? url;
}

function queryOf(url: string): Pairs {
  const query = url.split('#', 1)[0]?.split('?').slice(1).join('?') ?? '';
  return [...new URLSearchParams(query)];
}
