import { expect, test } from 'vitest';
import type { Pairs } from '../../../protocol/models/pairs.ts';
import { explainErrorResponse } from './error-response.ts';
import { readKeySet } from './keys/key-set.ts';
import { authenticationUrl, checkLoginInitiation, readLoginInitiation } from './login.ts';

const login: Pairs = [
  ['iss', 'https://lms.example'],
  ['login_hint', 'u 1'],
  ['target_link_uri', 'https://tool.example/start'],
];

test('a login initiation is read, and what is missing or misnamed is remarked on', () => {
  expect(checkLoginInitiation(login)).toEqual([]);
  expect(readLoginInitiation([...login, ['lti_deployment_id', 'd']])).toMatchObject({
    loginHint: 'u 1',
    deploymentId: 'd',
  });
  const remarks = (params: Pairs) => checkLoginInitiation(params).map(({ severity, title }) => `${severity} ${title}`);
  expect(remarks([['iss', 'https://lms.example']])).toEqual([
    'error login_hint is missing from the login.',
    'error target_link_uri is missing from the login.',
  ]);
  expect(remarks([...login, ['deployment_id', 'd']])).toEqual(['warning The deployment has the name of the claim.']);
  expect(remarks([...login, ['login_hint', 'u 1']])).toEqual(['error A parameter of the login came twice.']);
  expect(remarks([['iss', 'https://canvas.instructure.com'], ...login.slice(1)])).toEqual([
    'warning The client id is missing, and this issuer stands for many customers.',
  ]);
  expect(remarks([['iss', 'lms.example'], ...login.slice(1)])).toEqual([
    'warning The issuer is not a plain https address.',
  ]);
});

test('an authentication request keeps the endpoint’s query and sends the hints back unaltered', () => {
  const url = new URL(
    authenticationUrl({
      endpoint: 'https://lms.example/auth?tenant=7',
      clientId: 'c',
      redirectUri: 'http://localhost:8741/launch',
      loginHint: 'a+b c&d',
      ltiMessageHint: null,
      state: 's',
      nonce: 'n',
    }),
  );
  expect(Object.fromEntries(url.searchParams)).toEqual({
    tenant: '7',
    scope: 'openid',
    response_type: 'id_token',
    response_mode: 'form_post',
    prompt: 'none',
    client_id: 'c',
    redirect_uri: 'http://localhost:8741/launch',
    login_hint: 'a+b c&d',
    state: 's',
    nonce: 'n',
  });
});

test('errors of a platform are explained, those of its own quoted', () => {
  expect(explainErrorResponse([['error', 'login_required']])).toMatchObject({ check: 'OI-09', owner: 'browser' });
  expect(
    explainErrorResponse([
      ['error', 'constructor'],
      ['error_description', 'odd'],
    ])?.seen,
  ).toBe('error=constructor, error_description="odd".');
  expect(explainErrorResponse([['state', 's']])).toBeNull();
});

test('a key set that is none says what it is', () => {
  expect(readKeySet('<html>')).toEqual({ problem: 'It is a page of HTML, not JSON.' });
  expect(readKeySet('{"kty":"RSA"}')).toMatchObject({ problem: expect.stringContaining('single key') });
  expect(readKeySet('{"keys":[{"kty":"oct","k":"x"},{"kty":"RSA","kid":"a"},3]}')).toEqual({
    keys: [{ kty: 'RSA', kid: 'a' }],
    unreadable: 2,
  });
});
