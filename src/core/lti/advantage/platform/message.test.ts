import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { exportJWK } from 'jose';
import { describe, expect, test } from 'vitest';
import { claims as names } from '../message/claims.ts';
import { sealToken } from '../negative/seal.ts';
import { checkMessageToken, mergeClaims, messageDraft, readClaimChanges } from './message.ts';

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = pair.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
const published = { ...(await exportJWK(pair.publicKey)), kid: 'key-1', alg: 'RS256', use: 'sig' };
const facts = { issuer: 'https://lms.example', clientId: 'client-1', kid: 'key-1', nonce: 'nonce-1', state: 'state-1' };
const now = 1_800_000_000;

const expected = {
  issuer: facts.issuer,
  clientId: facts.clientId,
  deploymentIds: ['deployment-1'],
  keys: [published],
  nonce: facts.nonce,
  nonceUsed: false,
  state: facts.state,
  targetLinkUri: 'https://tool.example/',
  now,
};

async function judged(claims: Readonly<Record<string, unknown>>) {
  const draft = messageDraft({ ...facts, now, claims });
  const token = await sealToken(draft, pem);
  return checkMessageToken(
    draft.fields.map(([name, value]): [string, string] => [name, name === 'id_token' ? token : value]),
    expected,
  );
}

describe('changes of claims', () => {
  test('are merged as RFC 7396 says', () => {
    const before = { name: 'Ines', custom: { a: '1', b: '2' }, roles: ['x', 'y'] };
    const changes = { name: null, custom: { a: null, c: { d: null, e: '3' } }, roles: ['z'], unknown: null };
    expect(mergeClaims(before, changes)).toEqual({ custom: { b: '2', c: { e: '3' } }, roles: ['z'] });
    expect(before).toEqual({ name: 'Ines', custom: { a: '1', b: '2' }, roles: ['x', 'y'] });
  });

  test('keep a claim called __proto__ a claim', () => {
    const merged = mergeClaims({}, readClaimChanges('{"__proto__": {"admin": true}}'));
    expect(Object.keys(merged)).toEqual(['__proto__']);
    expect('admin' in merged).toBe(false);
  });

  test.each(['[]', '1', 'null', '{', '"text"'])('%s are refused', (text) => {
    expect(() => readClaimChanges(text)).toThrow(
      expect.objectContaining({
        problem: expect.objectContaining({ code: 'input.invalid', field: 'advantage.claims' }),
      }),
    );
  });

  test('may be none', () => {
    expect(readClaimChanges(' \n')).toEqual({});
  });
});

test('a message tells which rule each of its values breaks', async () => {
  const { checks, token } = await judged({
    [names.version]: '1.3',
    [names.deploymentId]: 'deployment-2',
    exp: now - 600,
  });
  const failed = checks.filter(({ status }) => status === 'failed').map(({ id }) => id);
  expect(failed).toEqual(expect.arrayContaining(['exp', 'version', 'deployment_id']));
  expect(token?.claims).toMatchObject({ iss: facts.issuer, aud: facts.clientId, nonce: facts.nonce, exp: now - 600 });
});

test('any claims make a token that is judged', { timeout: 60_000 }, async () => {
  const json = fc.jsonValue({ maxDepth: 3 });
  const claimName = fc.oneof(
    fc.constantFrom(...Object.values(names), 'iss', 'aud', 'exp', 'iat', 'nonce', 'sub'),
    fc.string(),
  );
  await fc.assert(
    fc.asyncProperty(fc.dictionary(claimName, json, { maxKeys: 8 }), async (claims) => {
      const { checks, token } = await judged(mergeClaims({ [names.version]: '1.3.0' }, claims));
      expect(checks.find(({ id }) => id === 'signature')?.status).toBe('passed');
      expect(token).not.toBeNull();
    }),
    { numRuns: 500 },
  );
});
