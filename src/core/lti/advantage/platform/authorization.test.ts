import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Pairs } from '../../../../protocol/models/pairs.ts';
import { type AuthorizationKnowledge, checkAuthorizationRequest } from './authorization.ts';
import { errorFields, refusal } from './launches.ts';

const redirectUri = 'https://tool.example/lti/launch';
const known: AuthorizationKnowledge = {
  clientId: 'client-1',
  redirectUris: [redirectUri, 'https://tool.example/lti/other?tenant=7'],
  launch: { loginHint: 'hint-1', ltiMessageHint: 'message-1', nonces: [] },
};
const right: Readonly<Record<string, string>> = {
  scope: 'openid',
  response_type: 'id_token',
  response_mode: 'form_post',
  prompt: 'none',
  client_id: 'client-1',
  redirect_uri: redirectUri,
  login_hint: 'hint-1',
  lti_message_hint: 'message-1',
  nonce: 'nonce-1',
  state: 'state-1',
};

const checked = (params: Readonly<Record<string, string>>, knowledge = known) =>
  checkAuthorizationRequest(Object.entries(params), knowledge);
const broken = (params: Readonly<Record<string, string>>, knowledge = known) =>
  checked(params, knowledge)
    .checks.filter(({ status }) => status === 'failed')
    .map(({ id }) => id);

test('a request that is right keeps every rule and gets its message', () => {
  const { checks, answer } = checked(right);
  expect(checks.filter(({ status }) => status !== 'passed')).toEqual([]);
  expect(answer).toEqual({ is: 'message', redirectUri, nonce: 'nonce-1', state: 'state-1' });
  expect(checks.every(({ source }) => /§/.test(source))).toBe(true);
});

describe('a request that breaks a rule', () => {
  test.each([
    ['scope', '', 'invalid_request'],
    ['scope', 'email', 'invalid_scope'],
    ['response_type', '', 'invalid_request'],
    ['response_type', 'code', 'unsupported_response_type'],
    ['client_id', '', 'invalid_request'],
    ['client_id', 'Client-1', 'unauthorized_client'],
    ['response_mode', 'query', 'invalid_request'],
    ['prompt', 'login', 'invalid_request'],
    ['login_hint', '', 'invalid_request'],
    ['login_hint', 'hint-2', 'access_denied'],
    ['lti_message_hint', '', 'access_denied'],
    ['lti_message_hint', 'message-2', 'access_denied'],
    ['nonce', '', 'invalid_request'],
  ])('in %s with "%s" is answered with an error at the registered address', (name, value, error) => {
    const params = { ...right, [name]: value };
    expect(broken(params)).toEqual([name]);
    expect(checked(params).answer).toMatchObject({ is: 'error', redirectUri, state: 'state-1', error });
  });

  test('tells what is missing before what is wrong', () => {
    const { answer } = checked({ ...right, scope: 'email', nonce: '' });
    expect(answer).toMatchObject({ error: 'invalid_request', description: 'No nonce, or an empty one.' });
  });

  test('twice in a parameter is refused, and nowhere answered where that is the address', () => {
    const twice = (name: string) =>
      checkAuthorizationRequest([...Object.entries(right), [name, right[name] ?? '']], known);
    expect(twice('state').answer).toMatchObject({ is: 'error', error: 'invalid_request' });
    expect(twice('redirect_uri').answer).toMatchObject({ is: 'page', error: 'invalid_request' });
  });
});

test('a launch that is over needs a login', () => {
  expect(checked(right, { ...known, launch: null }).answer).toMatchObject({ is: 'error', error: 'login_required' });
});

test('a nonce of a request before, scopes that are not needed and a missing state are remarked, no more', () => {
  const again = { ...known, launch: { loginHint: 'hint-1', ltiMessageHint: 'message-1', nonces: ['nonce-1'] } };
  const { checks, answer } = checked({ ...right, scope: 'openid email', state: '' }, again);
  expect(checks.filter(({ status }) => status === 'remarked').map(({ id }) => id)).toEqual(['scope', 'nonce', 'state']);
  expect(answer).toEqual({ is: 'message', redirectUri, nonce: 'nonce-1', state: null });
});

describe('a redirect address', () => {
  const { origin } = new URL(redirectUri);
  test.each([
    [`${redirectUri}/`, 'a slash at its end only'],
    [redirectUri.toUpperCase(), 'capitals only'],
    [redirectUri.replace('https', 'http'), 'http and https only'],
    [`${redirectUri}?a=1`, 'its query only'],
    [`${redirectUri}#a`, 'its fragment only'],
    [redirectUri.replace('.example', '.example:443'), 'a default port only'],
    [redirectUri.replace('.example', '.example:8443'), 'its port only'],
    [`${origin}/lti/x/../launch`, 'written in another way'],
    [`${origin}/lti/%2e%2e/lti/launch`, 'written in another way'],
    [`${origin}/lti/%6Caunch`, 'written in another way'],
    [`${origin}\\lti\\launch`, 'written in another way'],
    [` ${redirectUri}`, 'blanks at an end only'],
    [`https://tool.example@evil.example/lti/launch`, 'from character 21'],
    [`https://user@tool.example/lti/launch`, 'from character 9'],
    ['https://tool.example.evil.example/lti/launch', 'from character 21'],
    ['javascript:alert(1)', 'from character 1'],
    ['/lti/launch', 'from character 1'],
  ])('%s is not registered, and nothing is sent there', (sent, difference) => {
    const { checks, answer } = checked({ ...right, redirect_uri: sent });
    expect(answer).toMatchObject({ is: 'page', error: 'invalid_request' });
    expect(checks.find(({ id }) => id === 'redirect_uri')?.seen).toContain(difference);
    const page = refusal(answer);
    expect(page.status).toBe(400);
    expect(page.body).not.toMatch(/<form|<script|<meta http-equiv|<a /i);
  });

  test('of several is compared with each', () => {
    const other = known.redirectUris[1] ?? '';
    expect(checked({ ...right, redirect_uri: other }).answer).toMatchObject({ is: 'message', redirectUri: other });
  });
});

test('an error description holds only the characters it may (RFC 6749 §4.1.2.1)', () => {
  const { answer } = checked({ ...right, scope: 'ünïcode "quoted" \\ \n' });
  if (answer.is !== 'error') throw new Error('no error');
  const description = new Map(errorFields(answer)).get('error_description');
  expect(description).toMatch(/^[\x20\x21\x23-\x5b\x5d-\x7e]+$/);
});

/** Addresses near a registered one, and any others. */
const nearly = fc.oneof(
  fc.constantFrom(...known.redirectUris),
  fc
    .constantFrom(...known.redirectUris)
    .chain((uri) =>
      fc
        .tuple(
          fc.nat(uri.length),
          fc.constantFrom(
            '',
            '/',
            '.',
            '%2e',
            '%2F',
            '\\',
            '@',
            '#',
            '?',
            ':443',
            ' ',
            '\t',
            '\0',
            'A',
            '..;/',
            '%00',
            '。',
          ),
          fc.nat(3),
        )
        .map(([at, inserted, cut]) => uri.slice(0, at) + inserted + uri.slice(at + cut)),
    ),
  fc.webUrl({ withFragments: true, withQueryParameters: true }),
  fc.string({ unit: 'binary', maxLength: 60 }),
);
const name = fc.oneof(fc.constantFrom(...Object.keys(right)), fc.string({ unit: 'binary', maxLength: 12 }));
const request: fc.Arbitrary<Pairs> = fc
  .tuple(
    nearly,
    fc.array(
      fc.tuple(name, fc.oneof(fc.constantFrom(...Object.values(right)), fc.string({ unit: 'binary', maxLength: 40 }))),
      {
        maxLength: 6,
      },
    ),
    fc.subarray(Object.keys(right)),
  )
  .map(([uri, changes, kept]) => {
    const params = new Map(kept.map((key): [string, string] => [key, right[key] ?? '']));
    if (kept.includes('redirect_uri')) params.set('redirect_uri', uri);
    return [...params, ...changes];
  });

test('any request is answered, and only at a registered address', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(request, (params) => {
      const { checks, answer } = checkAuthorizationRequest(params, known);
      const sent = params.filter(([candidate]) => candidate === 'redirect_uri').map(([, value]) => value);
      if (checks.length !== 11) return false;
      if (answer.is === 'page') return true;
      return known.redirectUris.includes(answer.redirectUri) && sent.length === 1 && sent[0] === answer.redirectUri;
    }),
    { numRuns: 10_000 },
  );
});
