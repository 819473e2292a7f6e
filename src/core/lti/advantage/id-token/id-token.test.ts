import fc from 'fast-check';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { type TokenExpectations, validateIdToken } from './id-token.ts';
import { launchClaims, lti } from './test-support.ts';

const now = 1_800_000_000;

type Key = { privateKey: Awaited<ReturnType<typeof generateKeyPair>>['privateKey']; jwk: JWK };
let platform: Key;
let stranger: Key;

async function makeKey(kid: string): Promise<Key> {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  return { privateKey, jwk: { ...(await exportJWK(publicKey)), kid } };
}

beforeAll(async () => {
  platform = await makeKey('k1');
  stranger = await makeKey('k2');
});

function launch(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const all = {
    ...launchClaims(now),
    ...changes,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

function signed(claims: Record<string, unknown>, { kid = 'k1', key = platform, typ = 'JWT' } = {}): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid, typ }).sign(key.privateKey);
}

function expectations(changes: Partial<TokenExpectations> = {}): TokenExpectations {
  return {
    issuer: 'https://lms.example',
    clientId: 'client-1',
    deploymentIds: ['d-1'],
    keys: { keys: [platform.jwk] },
    request: { nonce: 'nonce-0001', targetLinkUri: 'https://tool.example/start' },
    state: 'state-1',
    nonceUsed: false,
    now,
    ...changes,
  };
}

const judge = async (changes: Readonly<Record<string, unknown>>, expected: Partial<TokenExpectations> = {}) =>
  validateIdToken(await signed(launch(changes)), expectations(expected));

test('a launch as it should be passes every check, in order', async () => {
  const { verdict, firstFailure, steps } = await judge({});
  expect({ verdict, firstFailure }).toEqual({ verdict: 'valid', firstFailure: null });
  expect(steps.map(({ status }) => status)).toEqual(steps.map(() => 'passed'));
  expect(steps.map(({ id }) => id).slice(0, 8)).toEqual([
    'form',
    'alg',
    'typ',
    'kid',
    'key',
    'signature',
    'iss',
    'aud',
  ]);
});

describe('names the first check that fails, and keeps what passed', () => {
  test.each<[string, Readonly<Record<string, unknown>>, Partial<TokenExpectations>]>([
    ['iss', { iss: 'https://lms.example/' }, {}],
    ['aud', { aud: 'client-2' }, {}],
    ['azp', { aud: ['client-1', 'other'] }, {}],
    ['azp', { azp: 'other' }, {}],
    ['exp', { exp: now - 120, iat: now - 200 }, {}],
    ['exp', { exp: (now + 300) * 1000 }, {}],
    ['exp', { exp: undefined }, {}],
    ['iat', { iat: now + 300 }, {}],
    ['iat', { iat: now - 900 }, {}],
    ['nbf', { nbf: now + 300 }, {}],
    ['nonce', { nonce: 'other' }, {}],
    ['nonce', {}, { nonceUsed: true }],
    ['state', {}, { state: null }],
    ['state', {}, { request: null }],
    ['deployment_id', { [lti('deployment_id')]: 'd-2' }, {}],
    ['version', { [lti('version')]: '1.3' }, {}],
    ['message_type', { [lti('message_type')]: 'ltiResourceLinkRequest' }, {}],
    ['schema', { [lti('resource_link')]: { id: 7 } }, {}],
    ['sub', { sub: '' }, {}],
    ['roles', { [lti('roles')]: 'Learner' }, {}],
  ])('%s %#', async (id, changes, expected) => {
    const { verdict, firstFailure, steps } = await judge(changes, expected);
    // An empty or numeric subject is a fault of the schema as well, which comes first.
    expect(firstFailure).toBe(id === 'sub' ? 'schema' : id);
    expect(verdict).toBe('invalid');
    expect(steps.find((step) => step.id === id)?.status).toBe('failed');
    expect(steps.find((step) => step.id === 'signature')?.status).toBe('passed');
  });
});

describe('the seal', () => {
  test('no signature, a shared secret and a text that is no token are refused', async () => {
    const [header = '', body = ''] = (await signed(launch())).split('.');
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${body}.`;
    const shared = await new SignJWT(launch()).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.alloc(32, 1));
    for (const [text, id] of [
      [none, 'alg'],
      [shared, 'alg'],
      [`${header}.${body}.`, 'signature'],
      ['not a token', 'form'],
      [`${header}.${body}`, 'form'],
    ] as const) {
      expect((await validateIdToken(text, expectations())).firstFailure).toBe(id);
    }
  });

  test('a key that is there under another kid is told from a wrong signature', async () => {
    const token = await signed(launch(), { kid: 'rotated' });
    const moved = await validateIdToken(token, expectations());
    expect(moved.firstFailure).toBe('key');
    expect(moved.steps.find(({ id }) => id === 'signature')?.seen).toContain('"k1"');
    const forged = await validateIdToken(await signed(launch(), { key: stranger }), expectations());
    expect(forged.firstFailure).toBe('signature');
    expect(forged.steps.find(({ id }) => id === 'key')?.status).toBe('passed');
  });

  test('without a registration nothing is valid, and what arrived is still shown', async () => {
    const { verdict, firstFailure, token } = await validateIdToken(
      await signed(launch()),
      expectations({
        issuer: null,
        clientId: null,
        keys: { problem: 'none', known: false },
        request: { nonce: 'nonce-0001', targetLinkUri: null },
      }),
    );
    expect({ verdict, firstFailure }).toEqual({ verdict: 'unverified', firstFailure: null });
    expect(token?.claims.iss).toBe('https://lms.example');
  });

  test('a key set that cannot be read is a failure of the key', async () => {
    const { firstFailure } = await judge({}, { keys: { problem: 'HTML', known: true } });
    expect(firstFailure).toBe('key');
  });
});

describe('remarks that do not fail', () => {
  test.each<[string, Readonly<Record<string, unknown>>]>([
    ['sub', { sub: undefined }],
    ['aud', { aud: ['client-1'] }],
    ['iat', { iat: now - 30 }],
    ['exp', { exp: now + 90_000 }],
    ['roles', { [lti('roles')]: ['Instructor'] }],
    ['roles', { [lti('roles')]: [] }],
    ['target_link_uri', { [lti('target_link_uri')]: 'https://tool.example/other' }],
    ['schema', { 'https://purl.imsglobal.org/spec/lti/claim/rolls': [] }],
  ])('%s %#', async (id, changes) => {
    const { verdict, steps } = await judge(changes);
    expect(steps.filter(({ status }) => status !== 'passed').map((step) => [step.id, step.status])).toEqual([
      [id, 'remarked'],
    ]);
    expect(verdict).toBe('valid');
  });
});

test('faults of the schema have the JSON path of the claim', async () => {
  const { steps } = await judge({
    [lti('message_type')]: 'LtiDeepLinkingRequest',
    'https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings': {
      deep_link_return_url: 'https://lms.example/back',
      accept_types: ['link'],
      accept_presentation_document_targets: [],
      accept_multiple: 'true',
    },
    [lti('custom')]: { count: 3 },
    version: '1.3.0',
  });
  const faults = steps.find(({ id }) => id === 'schema')?.faults.filter(({ severity }) => severity === 'error') ?? [];
  expect(faults.map(({ path }) => path).toSorted()).toEqual([
    "$['https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings'].accept_multiple",
    "$['https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings'].accept_presentation_document_targets",
    `$['${lti('custom')}'].count`,
  ]);
});

test('no claims crash it, and none pass with the signature of another', async () => {
  const names = Object.keys(launch());
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(fc.oneof(fc.constantFrom(...names), fc.string()), fc.jsonValue()),
      fc.boolean(),
      async (changes, forged) => {
        const token = await signed(launch(changes), forged ? { key: stranger } : {});
        const { verdict, steps } = await validateIdToken(token, expectations());
        if (forged) expect(verdict).toBe('invalid');
        expect(steps.find(({ id }) => id === 'signature')?.status).toBe(forged ? 'failed' : 'passed');
      },
    ),
    { numRuns: 150 },
  );
});

test('no text crashes it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(fc.string(), fc.base64String())), async (parts) => {
      expect((await validateIdToken(parts.join('.'), expectations())).verdict).not.toBe('valid');
    }),
  );
});
