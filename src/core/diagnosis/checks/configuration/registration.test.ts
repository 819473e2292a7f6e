import fc from 'fast-check';
import { exportJWK, generateKeyPair } from 'jose';
import { describe, expect, test } from 'vitest';
import type { RegistrationInput } from '../../../../protocol/models/diagnosis.ts';
import { hop } from '../../timeline/test-support.ts';
import { checkConfiguration } from './entered.ts';
import { checkKeySetText } from './key-set.ts';
import { checkFetchedKeySet } from './key-set-answer.ts';
import { matchRedirectUri } from './redirect-uri.ts';

const words = (findings: readonly { id: string; severity: string }[]) =>
  findings.map(({ id, severity }) => `${id} ${severity}`);
const right: RegistrationInput = {
  issuer: 'https://lms.example',
  discoveredIssuer: 'https://lms.example',
  clientId: 'client-1',
  deploymentId: 'd-1',
  loginUrl: 'https://tool.example.org/login',
  targetLinkUri: 'https://tool.example.org/start',
  redirectUris: ['https://tool.example.org/start'],
  keySetUrl: 'https://keys.example.org/jwks',
  cloudPlatform: true,
};
const judge = (changes: Partial<RegistrationInput>) =>
  words(checkConfiguration({ registration: { ...right, ...changes } }));

test.each<[string[], Partial<RegistrationInput>]>([
  [[], {}],
  [['CFG-01 error'], { clientId: 'client-1\u200B' }],
  [['CFG-01 error'], { deploymentId: ' d-1' }],
  [['CFG-06 error'], { redirectUris: ['https://tool.example.org/elsewhere'] }],
  [['CFG-06 error'], { redirectUris: [] }],
  [['CFG-06 warning'], { redirectUris: ['https://tool.example.org/start/'] }],
  [['CFG-07 error'], { issuer: 'http://lms.example', discoveredIssuer: 'http://lms.example' }],
  [['CFG-07 error'], { discoveredIssuer: 'https://lms.example/' }],
  [['CFG-07 warning'], { issuer: 'https://blackboard.com', discoveredIssuer: undefined, deploymentId: undefined }],
  [['CFG-08 warning'], { loginUrl: 'https://login.other.example/' }],
  [['CFG-11 warning'], { keySetUrl: 'http://keys.example.org/jwks' }],
  [['CFG-08 warning', 'CFG-11 warning'], { keySetUrl: 'https://192.168.1.5/jwks' }],
])('%j for %j', (expected, changes) => {
  expect(judge(changes)).toEqual(expected);
});

test.each([
  ['https://a.example/x/', 'https://a.example/x', 'the slash at the end'],
  ['http://a.example/x', 'https://a.example/x', 'http and https'],
  ['https://a.example/x?b=1', 'https://a.example/x', 'the query'],
  ['https://A.example/x', 'https://a.example/x', 'capitals'],
  ['https://a.example:443/x', 'https://a.example/x', 'a default port'],
  ['https://www.a.example/x', 'https://a.example/x', 'www.'],
])('%s is near to %s by %s', (sent, registered, reason) => {
  expect(matchRedirectUri(sent, ['https://z.example/', registered])).toMatchObject({
    match: 'near',
    registered,
    reason,
  });
});

test('any two addresses are compared without an error', () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.string(), { maxLength: 3 }), (sent, all) => {
      expect(matchRedirectUri(sent, all).match === 'exact').toBe(all.includes(sent));
    }),
  );
});

describe('key sets', async () => {
  const strong = await exportJWK((await generateKeyPair('RS256')).publicKey);
  const set = (...keys: unknown[]) => JSON.stringify({ keys });
  const good = { ...strong, kid: 'a', alg: 'RS256', use: 'sig' };

  test.each<[string, string, number]>([
    ['a right one', set(good), 0],
    ['a page', '<html></html>', 1],
    ['a single key', JSON.stringify(good), 1],
    ['an empty one', set(), 1],
    ['a private key', set({ ...good, d: 'AQAB' }), 1],
    ['a short key', set({ ...good, n: Buffer.alloc(128, 255).toString('base64url') }), 1],
    ['a key for encryption', set({ ...good, use: 'enc' }), 1],
    ['a key without kid', set({ ...good, kid: undefined }), 1],
    ['one kid twice', set(good, good), 1],
  ])('CFG-09: %s', (_name, text, count) => {
    expect(words(checkKeySetText(text))).toEqual(Array.from({ length: count }, () => 'CFG-09 error'));
  });

  const fetched = (
    text: string,
    headers: [string, string][] = [['Content-Type', 'application/json']],
    url = 'https://tool.example/jwks',
    before = 0,
  ) => ({
    hops: [...Array.from({ length: before }, (_, index) => hop(index)), hop(before, { url, responseHeaders: headers })],
    text,
    bytes: text.length,
  });
  test('NET-09: what stands in the way of reading it', () => {
    const one = fetched(set(good));
    expect(checkFetchedKeySet(one, one)).toEqual([]);
    expect(words(checkFetchedKeySet(one, null))).toEqual(['NET-09 error']);
    expect(words(checkFetchedKeySet(one, fetched(set({ ...good, kid: 'b' }))))).toEqual(['NET-09 error']);
    expect(words(checkFetchedKeySet(fetched(set(good), []), one))).toEqual(['NET-09 warning']);
    expect(words(checkFetchedKeySet(fetched(set(good), undefined, undefined, 1), one))).toEqual(['NET-09 warning']);
    expect(words(checkFetchedKeySet(fetched(set(good), undefined, 'https://localhost/jwks'), one))).toEqual([
      'NET-09 warning',
    ]);
    const long = fetched(set(good), [
      ['Content-Type', 'application/json'],
      ['Cache-Control', 'max-age=604800'],
    ]);
    expect(words(checkFetchedKeySet(long, one))).toEqual(['NET-09 warning']);
    expect(words(checkFetchedKeySet({ ...one, bytes: 70_000 }, one))).toEqual(['NET-09 warning']);
    const lost = { ...one, hops: [hop(0, { status: 426 })] };
    expect(checkFetchedKeySet(lost, null)).toMatchObject([{ title: 'The key set cannot be read by HTTP/1.1.' }]);
  });
});
