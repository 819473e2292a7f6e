import type { CheckFinding } from '../../../../protocol/models/diagnosis.ts';
import type { Hop } from '../../../../protocol/models/exchanges/exchange.ts';
import { readKeySet } from '../../../lti/advantage/keys/key-set.ts';
import { headerOf } from '../calls/call.ts';
import { findingsOf, nameList } from '../check.ts';
import { isPrivateHost } from './addresses.ts';
import { checkKeySetText } from './key-set.ts';

const of = findingsOf({ id: 'NET-09', owner: 'tool-vendor', source: 'RFC 7517 §5; failures B11 and B12' });

/** Bytes beyond which verifiers are known to give up. */
const largestUsual = 65_536;

/** A key set as it was fetched, by HTTP/1.1. `text`: of the last answer. */
export type FetchedKeySet = { hops: readonly Hop[]; text: string; bytes: number };

/** NET-09 and CFG-09 on a key set that was fetched twice in a row. `again`: `null` when the second time failed. */
export function checkFetchedKeySet(first: FetchedKeySet, again: FetchedKeySet | null): CheckFinding[] {
  const last = first.hops.at(-1);
  const status = last?.status ?? null;
  if (last === undefined || status !== 200) {
    const upgrade = status === 426 || status === 505;
    return [
      of({
        severity: 'error',
        title: upgrade ? 'The key set cannot be read by HTTP/1.1.' : 'The key set cannot be read.',
        seen: `Status ${status ?? 'none'}.`,
        expected: upgrade
          ? 'HTTP/1.1 besides HTTP/2: platforms such as Canvas read key sets by it.'
          : 'Status 200, without a login.',
      }),
    ];
  }
  return [
    ...wayFindings(first.hops),
    ...answerFindings(last, first),
    ...churn(first, again),
    ...checkKeySetText(first.text),
  ];
}

function wayFindings(hops: readonly Hop[]): CheckFinding[] {
  const host = (url: string) => URL.parse(url)?.hostname ?? '';
  const hidden = hops.find(
    ({ url, remoteAddress }) => isPrivateHost(host(url)) || (remoteAddress !== null && isPrivateHost(remoteAddress)),
  );
  return [
    ...(hops.length > 1
      ? [
          of({
            severity: 'warning',
            title: 'The key set is behind a redirect.',
            seen: `${hops.length - 1} on the way to ${host(hops.at(-1)?.url ?? '')}.`,
            expected: 'The final address: some platforms follow none.',
          }),
        ]
      : []),
    ...(hidden === undefined
      ? []
      : [
          of({
            severity: 'warning',
            title: 'The key set has an address of a private network.',
            seen: `${host(hidden.url)}${hidden.remoteAddress === null ? '' : `, ${hidden.remoteAddress}`}.`,
            expected: 'An address the platform reaches too.',
          }),
        ]),
  ];
}

function answerFindings({ responseHeaders }: Hop, { bytes }: FetchedKeySet): CheckFinding[] {
  const type = headerOf(responseHeaders, 'content-type');
  const cache = headerOf(responseHeaders, 'cache-control');
  const age = /max-age=(\d{1,9})/i.exec(cache ?? '')?.[1];
  return [
    ...(type !== null && /\bjson\b/i.test(type)
      ? []
      : [
          of({
            severity: 'warning',
            title: 'The key set is not called JSON.',
            seen: type === null ? 'No Content-Type.' : `Content-Type "${type.slice(0, 80)}".`,
            expected: 'application/json or application/jwk-set+json.',
          }),
        ]),
    ...(bytes > largestUsual
      ? [
          of({
            severity: 'warning',
            title: 'The key set is large.',
            seen: `${bytes} bytes.`,
            expected: 'Below 64 KB: some verifiers read no more.',
          }),
        ]
      : []),
    ...(age !== undefined && Number(age) > 86_400
      ? [
          of({
            severity: 'warning',
            title: 'The key set may be kept for long.',
            seen: `max-age=${age}.`,
            expected: 'At most a day, and old keys published as long as that after a rotation.',
          }),
        ]
      : []),
  ];
}

function churn(first: FetchedKeySet, again: FetchedKeySet | null): CheckFinding[] {
  const kids = (fetched: FetchedKeySet): string[] => {
    const set = readKeySet(fetched.text);
    return 'problem' in set ? [] : set.keys.flatMap(({ kid }) => (kid === undefined ? [] : [kid]));
  };
  const gone = again === null ? [] : kids(first).filter((kid) => !kids(again).includes(kid));
  if (again !== null && gone.length === 0) return [];
  return [
    of({
      severity: 'error',
      title: again === null ? 'The key set answers only at times.' : 'The key set changes from one moment to the next.',
      seen: again === null ? 'The second request failed.' : `Gone the second time: ${nameList(gone)}.`,
      expected: 'The same keys from every server behind the address.',
    }),
  ];
}
