import type { JWK } from 'jose';
import type { CheckFinding } from '../../../../protocol/models/diagnosis.ts';
import { readKeySet } from '../../../lti/advantage/keys/key-set.ts';
import { findingsOf, nameList } from '../check.ts';

const of = findingsOf({
  id: 'CFG-09',
  owner: 'tool-vendor',
  source: 'RFC 7517 §4; 1EdTech Security Framework 1.0 §6.3',
});

/** Members only a private key has (RFC 7518 §6.2.2, §6.3.2). */
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

function bitsOf({ n }: JWK): number | null {
  if (n === undefined) return null;
  const bytes = Buffer.from(n, 'base64url');
  const first = bytes.findIndex((byte) => byte !== 0);
  return first === -1 ? 0 : (bytes.length - first) * 8;
}

function nameOf({ kid }: JWK, index: number): string {
  return kid === undefined ? `key ${index + 1}` : `"${kid.slice(0, 60)}"`;
}

/** CFG-09: the keys of a key set, whoever published it. */
export function checkKeys(keys: readonly JWK[]): CheckFinding[] {
  const named = (test: (key: JWK) => boolean) => keys.flatMap((key, index) => (test(key) ? [nameOf(key, index)] : []));
  const kids = keys.flatMap(({ kid }) => (kid === undefined ? [] : [kid]));
  const published = named((key) => privateMembers.some((name) => Object.hasOwn(key, name)));
  const short = named((key) => key.kty === 'RSA' && (bitsOf(key) ?? 2048) < 2048);
  const purpose = named(
    ({ use, alg }) => (use !== undefined && use !== 'sig') || /^RSA|^ECDH|^dir|KW$/.test(alg ?? ''),
  );
  const nameless = named(({ kid }) => kid === undefined || kid === '');
  const twice = [...new Set(kids.filter((kid, index) => kids.indexOf(kid) !== index))];
  const faults: [names: string[], title: string, expected: string][] = [
    [
      published,
      'Private parts of keys are published.',
      'The public part alone. Replace these keys at once: whoever read them can sign.',
    ],
    [short, 'RSA keys are too short.', 'At least 2048 bits.'],
    [purpose, 'Keys are not for signatures.', 'use "sig" and an alg such as RS256, or neither.'],
    [nameless, 'Keys have no kid.', 'A kid for each: verifiers look up keys by it.'],
    [twice, 'A kid stands for several keys.', 'Each kid once.'],
  ];
  return faults
    .filter(([names]) => names.length > 0)
    .map(([names, title, expected]) => of({ severity: 'error', title, seen: `${nameList(names)}.`, expected }));
}

/** CFG-09 on a key set as text: its shape, then its keys. */
export function checkKeySetText(text: string): CheckFinding[] {
  const set = readKeySet(text);
  if ('problem' in set) {
    return [
      of({
        severity: 'error',
        title: 'There is no key set.',
        seen: set.problem,
        expected: 'A JSON object with a list called "keys".',
      }),
    ];
  }
  if (set.keys.length === 0) {
    return [
      of({
        severity: 'error',
        title: 'The key set holds no public keys.',
        seen: 'No key that can be used.',
        expected: 'At least one RSA key.',
      }),
    ];
  }
  return checkKeys(set.keys);
}
