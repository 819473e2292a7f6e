import { createHmac, generateKeyPairSync } from 'node:crypto';
import { createLocalJWKSet, decodeProtectedHeader, exportJWK, jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import type { TokenStepId } from '../../../../protocol/models/advantage/checklist.ts';
import { type NegativeCaseId, negativeCaseIds } from '../../../../protocol/models/advantage/negative.ts';
import { validateIdToken } from '../id-token/id-token.ts';
import { claims as names } from '../message/claims.ts';
import { changeOf, negativeCases } from './cases.ts';
import type { LoginDraft, MessageDraft } from './launch.ts';
import { sealToken } from './seal.ts';

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = pair.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
const published = { ...(await exportJWK(pair.publicKey)), kid: 'key-1', alg: 'RS256', use: 'sig' };
const now = 1_800_000_000;
const issuer = 'https://platform.example';
const known = { now, issuer, clientId: 'client-1', earlierNonce: 'nonce-0' };

const good: MessageDraft = {
  header: { typ: 'JWT', kid: 'key-1' },
  claims: {
    iss: issuer,
    aud: 'client-1',
    sub: 'user-1',
    iat: now,
    exp: now + 300,
    nonce: 'nonce-1',
    name: 'Sam Sample',
    [names.messageType]: 'LtiResourceLinkRequest',
    [names.version]: '1.3.0',
    [names.deploymentId]: 'deployment-1',
    [names.targetLinkUri]: 'https://tool.example/start',
    [names.resourceLink]: { id: 'link-1', title: 'Link' },
    [names.roles]: ['http://purl.imsglobal.org/vocab/lis/v2/membership#Learner'],
    [names.context]: { id: 'course-1' },
  },
  seal: 'own',
  fields: [
    ['id_token', ''],
    ['state', 'state-1'],
  ],
};
const login: LoginDraft = {
  method: 'POST',
  params: [
    ['iss', issuer],
    ['login_hint', 'hint'],
    ['client_id', 'client-1'],
    ['lti_deployment_id', 'deployment-1'],
    ['target_link_uri', 'https://tool.example/start'],
  ],
};

/** What a tool with the whole checklist says of a message. */
async function judged(draft: MessageDraft) {
  const fieldOf = (name: string) => draft.fields.find(([candidate]) => candidate === name)?.[1];
  const state = fieldOf('state') ?? null;
  const { nonce } = draft.claims;
  return validateIdToken(fieldOf('id_token') === undefined ? '' : await sealToken(draft, pem), {
    issuer,
    clientId: 'client-1',
    deploymentIds: ['deployment-1'],
    keys: { keys: [published] },
    request: state === 'state-1' ? { nonce: 'nonce-1', targetLinkUri: 'https://tool.example/start' } : null,
    state,
    nonceUsed: nonce === 'nonce-0',
    now,
  });
}

test('the message nothing is changed of is valid, for the checklist and for jose', async () => {
  expect((await judged(good)).verdict).toBe('valid');
  const keys = createLocalJWKSet({ keys: [published] });
  const { payload } = await jwtVerify(await sealToken(good, pem), keys, { currentDate: new Date(now * 1000) });
  expect(payload).toEqual(good.claims);
});

const breaks: Partial<Record<NegativeCaseId, TokenStepId>> = {
  'not-a-token': 'form',
  'token-missing': 'form',
  'alg-none': 'alg',
  'hs256-with-public-key': 'alg',
  'wrong-key': 'signature',
  'key-in-header': 'signature',
  'payload-changed': 'signature',
  'signature-missing': 'signature',
  'unknown-kid': 'key',
  'issuer-wrong': 'iss',
  'issuer-with-slash': 'iss',
  'issuer-missing': 'iss',
  'audience-wrong': 'aud',
  'audience-missing': 'aud',
  'authorized-party-wrong': 'azp',
  expired: 'exp',
  'expiry-missing': 'exp',
  'issued-in-future': 'iat',
  'issued-missing': 'iat',
  'not-valid-yet': 'nbf',
  'nonce-replayed': 'nonce',
  'nonce-changed': 'nonce',
  'nonce-missing': 'nonce',
  'state-changed': 'state',
  'state-missing': 'state',
  'deployment-missing': 'deployment_id',
  'deployment-unknown': 'deployment_id',
  'version-wrong': 'version',
  'version-missing': 'version',
  'message-type-missing': 'message_type',
  'claims-of-lti-1.1': 'deployment_id',
  'link-missing': 'schema',
  'link-id-number': 'schema',
  'subject-number': 'schema',
  'roles-missing': 'roles',
  'roles-text': 'roles',
  'target-link-missing': 'schema',
};

describe('a case of the message', () => {
  test.each(Object.entries(breaks))('%s breaks the check of %s first', async (id, check) => {
    const found = negativeCaseIds.find((candidate) => candidate === id);
    const change = found === undefined ? undefined : changeOf(found).message;
    const { firstFailure } = await judged(change?.(good, known) ?? good);
    expect(firstFailure).toBe(check);
  });

  test.each([
    'audience-list',
    'roles-empty',
    'roles-unknown',
    'claims-minimal',
    'claims-of-vendor',
    'subject-missing',
    'kid-missing',
    'issued-15-seconds-ago',
  ] as const)('%s breaks none', async (id) => {
    const changed = changeOf(id).message?.(good, known) ?? good;
    expect(changed).not.toEqual(good);
    const { steps } = await judged(changed);
    expect(steps.filter(({ status }) => status === 'failed').map((one) => one.id)).toEqual([]);
  });

  test.each([
    ['message-type-unknown', 'message_type'],
    ['target-link-changed', 'target_link_uri'],
  ] as const)('%s is remarked at %s', async (id, check) => {
    const { steps } = await judged(changeOf(id).message?.(good, known) ?? good);
    expect(steps.find((one) => one.id === check)?.status).toBe('remarked');
  });

  test('changes nothing of the draft it is given', () => {
    const before = structuredClone(good);
    for (const id of negativeCaseIds) changeOf(id).message?.(good, known);
    expect(good).toEqual(before);
  });
});

test('a key in the header is the one that signs', async () => {
  const token = await sealToken({ ...good, seal: 'embedded' }, pem);
  const { jwk } = decodeProtectedHeader(token);
  if (jwk === undefined) throw new Error('there is no key in the header');
  await expect(jwtVerify(token, jwk, { currentDate: new Date(now * 1000) })).resolves.toBeDefined();
  await expect(jwtVerify(token, pair.publicKey)).rejects.toThrow();
});

test('HS256 is keyed with the published key as it stands in PEM', async () => {
  const [header, payload, signature] = (await sealToken({ ...good, seal: 'public-key-as-secret' }, pem)).split('.');
  const secret = pair.publicKey.export({ format: 'pem', type: 'spki' });
  expect(createHmac('sha256', secret).update(`${header}.${payload}`).digest('base64url')).toBe(signature);
});

describe('a case of the login', () => {
  const parameter = (draft: LoginDraft | undefined, name: string) =>
    draft?.params.filter(([candidate]) => candidate === name).map(([, value]) => value);

  test('leaves parameters out, or sends others, each once', () => {
    const changed = (id: NegativeCaseId) => changeOf(id).login?.(login, known);
    expect(parameter(changed('login-without-hint'), 'login_hint')).toEqual([]);
    expect(parameter(changed('login-without-client-id'), 'client_id')).toEqual([]);
    expect(parameter(changed('login-without-deployment'), 'lti_deployment_id')).toEqual([]);
    expect(parameter(changed('login-unknown-issuer'), 'iss')).toEqual(['https://unregistered-platform.example']);
    expect(parameter(changed('login-unknown-client-id'), 'client_id')).toEqual(['client-of-another-tool']);
    expect(changed('login-by-get')?.method).toBe('GET');
    expect(changed('login-by-post')?.method).toBe('POST');
  });
});

test('every case is in one group, says what it does and which rule it rests on', () => {
  const all = negativeCases();
  expect(all.map(({ id }) => id).sort()).toEqual([...negativeCaseIds].sort());
  for (const one of all) {
    expect(`${one.title} ${one.detail}`).toMatch(/\.$/);
    expect(one.source).toMatch(/(§|NumericDate)/);
    const change = changeOf(one.id);
    expect(change.login ?? change.message).toBeDefined();
  }
});
