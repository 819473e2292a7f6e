import type { HashName } from '../../../signing/oauth1/signature-methods.ts';
import type { Order, Part, Reading } from './reading.ts';
import { changeParts, type OAuth1Hypothesis, stages } from './words.ts';

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const joinedOrder: Order = (parts) =>
  parts.toSorted((a, b) => compareText(`${a.encodedName}=${a.encodedValue}`, `${b.encodedName}=${b.encodedValue}`));
const rawOrder: Order = (parts) =>
  parts.toSorted((a, b) => compareText(a.name, b.name) || compareText(a.value, b.value));
const rawJoinedOrder: Order = (parts) =>
  parts.toSorted((a, b) => compareText(`${a.name}=${a.value}`, `${b.name}=${b.value}`));
const nameOrder: Order = (parts) => asReceived(parts).toSorted((a, b) => compareText(a.encodedName, b.encodedName));
const asReceived: Order = (parts) => parts.toSorted((a, b) => a.position - b.position);
const caseless = new Intl.Collator('en', { sensitivity: 'base' });
const locale = new Intl.Collator('en');
const caselessOrder: Order = (parts) =>
  parts.toSorted(
    (a, b) =>
      compareText(a.encodedName.toLowerCase(), b.encodedName.toLowerCase()) ||
      compareText(a.encodedValue, b.encodedValue),
  );
const localeOrder: Order = (parts) =>
  parts.toSorted((a, b) => locale.compare(a.name, b.name) || locale.compare(a.value, b.value));
const localeCaselessOrder: Order = (parts) => asReceived(parts).toSorted((a, b) => caseless.compare(a.name, b.name));
const oauthFirst: Order = (parts) => [
  ...nameOrder(parts.filter((one) => one.name.startsWith('oauth_'))),
  ...nameOrder(parts.filter((one) => !one.name.startsWith('oauth_'))),
];
const descendingOrder: Order = (parts) =>
  parts.toSorted((a, b) => compareText(b.encodedName, a.encodedName) || compareText(b.encodedValue, a.encodedValue));

type Group = 'oauth' | 'query' | 'form';
function groupOf(one: Part): Group {
  if (one.name.startsWith('oauth_')) return 'oauth';
  return one.origin === 'query' ? 'query' : 'form';
}
/** The groups one after the other, each as it came. */
function unsorted(groups: readonly Group[]): Order {
  return (parts) => groups.flatMap((group) => asReceived(parts).filter((one) => groupOf(one) === group));
}
const unsortedGroups: readonly (readonly Group[])[] = [
  ['query', 'form', 'oauth'],
  ['form', 'query', 'oauth'],
  ['oauth', 'query', 'form'],
  ['oauth', 'form', 'query'],
  ['query', 'oauth', 'form'],
  ['form', 'oauth', 'query'],
];

const orders: { order: Order; what: string; cost: number }[] = [
  { order: joinedOrder, what: 'as joined "name=value" texts', cost: 3 },
  { order: rawOrder, what: 'by name and value before they were encoded', cost: 4 },
  { order: rawJoinedOrder, what: 'as joined "name=value" texts before they were encoded', cost: 5 },
  { order: asReceived, what: 'not at all', cost: 4 },
  { order: nameOrder, what: 'by name alone, equal names as they came', cost: 4 },
  { order: caselessOrder, what: 'without regard to upper and lower case', cost: 5 },
  { order: localeOrder, what: 'by the rules of a language', cost: 6 },
  { order: localeCaselessOrder, what: 'by the rules of a language without regard to case', cost: 8 },
  { order: oauthFirst, what: 'with the oauth_ parameters first', cost: 7 },
  { order: descendingOrder, what: 'in descending order', cost: 7 },
  ...unsortedGroups.map((groups) => ({ order: unsorted(groups), what: `not at all: ${groups.join(', ')}`, cost: 6 })),
];

function sortHypothesis(cost: number, what: string, apply: OAuth1Hypothesis['apply']): OAuth1Hypothesis {
  return {
    cause: 'sort-order',
    cost,
    stage: stages.order,
    words: {
      title: 'The parameters were sorted in another order',
      detail: `They were sorted ${what}. They have to be sorted by encoded name, then encoded value, in byte order (RFC 5849 §3.4.1.3.2).`,
      fix: 'Whoever signs: sort the encoded names, then the encoded values. Until then, platform admin: avoid custom field names where one begins with another (a, a1, a_b) or with unusual characters.',
      side: 'signer',
      owner: 'platform-admin',
    },
    apply,
  };
}

function unencodedNamesJoined(reading: Reading): Reading | null {
  const changed = changeParts(reading, (one: Part) =>
    one.encodedName === one.name ? one : { ...one, encodedName: one.name },
  );
  return { ...(changed ?? reading), order: joinedOrder };
}

function sorting(): OAuth1Hypothesis[] {
  return [
    ...orders.map(({ order, what, cost }) =>
      sortHypothesis(cost, what, (reading) => (reading.order === order ? null : { ...reading, order })),
    ),
    sortHypothesis(5, 'as joined texts with the names left unencoded (ims-lti does so)', unencodedNamesJoined),
  ];
}

function methods(base: Reading): OAuth1Hypothesis[] {
  const candidates = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', base.method.toLowerCase(), ''];
  return candidates
    .filter((method) => method !== base.method)
    .map((method) => ({
      cause: 'method' as const,
      cost: method === 'GET' || method === 'POST' ? 3 : 6,
      stage: stages.message,
      words: {
        title: `The signature was made for ${method === '' ? 'no method' : method}, the message was received as ${base.method}`,
        detail:
          method === base.method.toLowerCase()
            ? 'The method was signed in lower case; it has to be signed in upper case (RFC 5849 §3.4.1.1).'
            : `A redirect turned one method into the other on the way, or the signer names the wrong one.`,
        fix:
          method === base.method.toLowerCase()
            ? 'Whoever signs: write the method in upper case in the base string.'
            : 'Platform admin: use the final launch URL, so that no redirect (301, 302, 303) changes the method; sign the method that is sent.',
        side: method === base.method.toLowerCase() ? ('signer' as const) : ('transit' as const),
        owner: 'platform-admin' as const,
      },
      apply: (reading: Reading) => ({ ...reading, method }),
    }));
}

const hashNames: Record<HashName, string> = { sha1: 'SHA-1', sha256: 'SHA-256', sha512: 'SHA-512' };

function digests(base: Reading): OAuth1Hypothesis[] {
  const { signatureMethod } = base;
  if (signatureMethod.kind === 'plaintext') return [];
  const words = (used: string): OAuth1Hypothesis['words'] => ({
    title: 'The signature was made with another method than the message names',
    detail: `The message names ${signatureMethod.kind.toUpperCase()} with ${hashNames[signatureMethod.hash]}, but ${used} was used.`,
    fix: 'Platform admin: choose the same signature method on both sides; HMAC-SHA1 is the one all LTI 1.x tools take.',
    side: 'signer',
    owner: 'platform-admin',
  });
  const named = base.parts.find(({ name }) => name === 'oauth_signature_method')?.value ?? '';
  const others = (['sha1', 'sha256', 'sha512'] as const).filter((hash) => hash !== signatureMethod.hash);
  return [
    ...others.map((hash) => ({
      cause: 'signature-method' as const,
      cost: 2,
      stage: stages.signature,
      words: words(hashNames[hash]),
      apply: (reading: Reading): Reading => ({ ...reading, signatureMethod: { kind: signatureMethod.kind, hash } }),
    })),
    ...others.map((hash) => ({
      cause: 'signature-method' as const,
      cost: 3,
      stage: stages.signature,
      words: words(`${hashNames[hash]}, with its own name in the base string,`),
      apply: (reading: Reading): Reading | null => {
        const name = `${signatureMethod.kind.toUpperCase()}-${hash.toUpperCase()}`;
        const renamed = changeParts(reading, (one) =>
          one.name === 'oauth_signature_method' ? { ...one, value: name, encodedValue: name } : one,
        );
        return renamed === null ? null : { ...renamed, signatureMethod: { kind: signatureMethod.kind, hash } };
      },
    })),
    ...['HMAC-SHA1', 'HMAC-SHA256', 'HMAC-SHA512']
      .filter((name) => name !== named)
      .map((name) => ({
        cause: 'signature-method' as const,
        cost: 5,
        stage: stages.signature,
        words: words(`the base string named ${name}`),
        apply: (reading: Reading) =>
          changeParts(reading, (one) =>
            one.name === 'oauth_signature_method' ? { ...one, value: name, encodedValue: name } : one,
          ),
      })),
    {
      cause: 'signature-method',
      cost: 4,
      stage: stages.signature,
      words: words('PLAINTEXT'),
      apply: (reading) => ({ ...reading, signatureMethod: { kind: 'plaintext' } }),
    },
  ];
}

/** How the rules of making a base string may have been applied otherwise: method, sorting, digest. */
export function ruleHypotheses(base: Reading): OAuth1Hypothesis[] {
  return [...methods(base), ...sorting(), ...digests(base)];
}
