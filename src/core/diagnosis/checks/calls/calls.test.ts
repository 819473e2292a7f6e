import fc from 'fast-check';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import type { CheckFinding } from '../../../../protocol/models/diagnosis.ts';
import type { Pairs } from '../../../../protocol/models/pairs.ts';
import { launchClaims, lti } from '../../../lti/advantage/id-token/test-support.ts';
import { pastedRequest } from '../../paste/request.ts';
import { type AdvantageContext, type Call, checkCalls, checkTokenText, noKeys } from './index.ts';

const dl = (name: string) => `https://purl.imsglobal.org/spec/lti-dl/claim/${name}`;
const now = 1_800_000_000;
type Key = Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];
let platform: Key;
let tool: Key;
let keys: JWK[] = [];

beforeAll(async () => {
  const pair = await generateKeyPair('RS256');
  platform = pair.privateKey;
  keys = [{ ...(await exportJWK(pair.publicKey)), kid: 'p1', alg: 'RS256', use: 'sig' }];
  tool = (await generateKeyPair('RS256')).privateKey;
});

const context = (changes: Partial<AdvantageContext> = {}): AdvantageContext => ({
  keys: { keys },
  issuer: null,
  clientId: null,
  now,
  registrations: [],
  ...changes,
});

type Changes = Readonly<Record<string, unknown>>;
const without = (all: Changes) => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
const pairs = (all: Changes): Pairs => Object.entries(without(all)).map(([name, value]) => [name, String(value)]);

function sign(key: Key, claims: Changes, kid: string): Promise<string> {
  return new SignJWT(without(claims)).setProtectedHeader({ alg: 'RS256', ...(kid === '' ? {} : { kid }) }).sign(key);
}

const idToken = (changes: Changes = {}) =>
  sign(
    platform,
    {
      ...launchClaims(now),
      ...changes,
    },
    'p1',
  );

const get = (url: string, params: Changes): Call => ({
  request: pastedRequest({ method: 'GET', url: `${url}?${new URLSearchParams(pairs(params)).toString()}` }),
  answer: null,
  at: null,
});
const post = (url: string, fields: Changes): Call => ({
  request: pastedRequest({ method: 'POST', url, fields: pairs(fields) }),
  answer: null,
  at: null,
});

const login = (changes: Changes = {}) =>
  get('https://tool.example/login', {
    iss: 'https://lms.example',
    login_hint: 'hint+1',
    target_link_uri: 'https://tool.example/start',
    lti_message_hint: 'm 1',
    client_id: 'client-1',
    lti_deployment_id: 'd-1',
    ...changes,
  });
const authentication = (changes: Changes = {}) =>
  get('https://lms.example/auth', {
    scope: 'openid',
    response_type: 'id_token',
    response_mode: 'form_post',
    prompt: 'none',
    client_id: 'client-1',
    redirect_uri: 'https://tool.example/start',
    login_hint: 'hint+1',
    lti_message_hint: 'm 1',
    state: 'state-1',
    nonce: 'nonce-0001',
    ...changes,
  });
const launch = async (claims: Changes = {}, fields: Changes = {}) =>
  post('https://tool.example/start', { id_token: await idToken(claims), state: 'state-1', ...fields });

const words = (findings: readonly CheckFinding[]) => findings.map(({ id, severity }) => `${id} ${severity}`);

describe('a launch of LTI 1.3', () => {
  test('that is right has nothing to say about it', async () => {
    expect(await checkCalls([login(), authentication(), await launch()], context())).toEqual([]);
    expect(await checkTokenText(await idToken(), context())).toEqual([]);
    expect(await checkTokenText(await idToken(), context({ keys: noKeys, now: null }))).toEqual([]);
  });

  test.each<[string, Changes]>([
    ['OI-01 error', { login_hint: undefined }],
    ['OI-01 warning', { lti_deployment_id: undefined, deployment_id: 'd-1' }],
    ['OI-01 warning', { iss: 'https://blackboard.com', client_id: undefined }],
  ])('login: %s for %j', async (expected, changes) => {
    expect(words(await checkCalls([login(changes)], context()))).toEqual([expected]);
  });

  test.each<[string, Changes]>([
    ['OI-02 error', { nonce: undefined }],
    ['OI-02 error', { scope: 'profile' }],
    ['OI-02 warning', { scope: 'openid profile' }],
    ['OI-02 error', { response_type: 'code' }],
    ['OI-02 error', { response_mode: undefined }],
    ['OI-02 error', { prompt: 'login' }],
    ['OI-02 warning', { state: undefined }],
    ['OI-02 warning', { nonce: '1' }],
    ['OI-02 error', { client_id: 'client-2' }],
    ['OI-02 error', { lti_message_hint: undefined }],
    ['OI-02 error', { lti_message_hint: 'm%201' }],
    ['OI-02 error', { redirect_uri: '/start' }],
  ])('authentication request: %s for %j', async (expected, changes) => {
    expect(words(await checkCalls([login(), authentication(changes)], context()))).toEqual([expected]);
  });

  test.each<[string, Changes, Changes?]>([
    ['OI-03 error', {}, { state: 'state-2' }],
    ['OI-03 error', { nonce: 'nonce-0002' }],
    ['OI-05 error', { exp: now - 100 }],
    ['OI-05 error', { iat: (now - 1) * 1000 }],
    ['OI-06 error', { [lti('version')]: '1.3' }],
    ['OI-07 warning', { sub: undefined }],
    ['OI-08 warning', { [lti('target_link_uri')]: 'https://tool.example/other' }],
    ['OA-11 warning', { [lti('roles')]: [] }],
  ])('token: %s for %j %j', async (expected, claims, fields) => {
    const found = words(await checkCalls([login(), authentication(), await launch(claims, fields)], context()));
    expect(found).toContain(expected);
  });

  test('a reload is told from a launch, and another key from the right one', async () => {
    const again = await launch();
    const reload = await checkCalls([login(), authentication(), again, again], context());
    expect(reload).toMatchObject([{ id: 'OI-03', owner: 'browser' }]);
    const stranger = await sign(tool, { iss: 'x' }, 'p1');
    expect(words(await checkTokenText(stranger, context()))).toContain('OI-04 error');
    expect(
      await checkTokenText(await idToken(), context({ keys: { problem: 'It is not JSON.', known: true } })),
    ).toMatchObject([{ id: 'OI-04', seen: 'It is not JSON.' }]);
  });

  test('an error in place of a token is explained', async () => {
    const findings = await checkCalls(
      [post('https://tool.example/start', { error: 'login_required', state: 's' })],
      context(),
    );
    expect(findings).toMatchObject([{ id: 'OI-09', owner: 'browser' }]);
  });
});

describe('deep linking', () => {
  const settings = {
    deep_link_return_url: 'https://lms.example/return?x=1',
    accept_types: ['ltiResourceLink'],
    accept_presentation_document_targets: ['iframe'],
    accept_multiple: false,
    data: 'echo me',
  };
  const request = () =>
    launch({
      [lti('message_type')]: 'LtiDeepLinkingRequest',
      [dl('deep_linking_settings')]: settings,
      [lti('resource_link')]: undefined,
    });
  const item = { type: 'ltiResourceLink', url: 'https://tool.example/item' };
  const answer = async (
    changes: Changes = {},
    { field = 'JWT', url = settings.deep_link_return_url, kid = 't1' } = {},
  ) =>
    post(url, {
      [field]: await sign(
        tool,
        {
          iss: 'client-1',
          aud: 'https://lms.example',
          iat: now,
          exp: now + 60,
          nonce: 'n',
          [lti('message_type')]: 'LtiDeepLinkingResponse',
          [lti('version')]: '1.3.0',
          [lti('deployment_id')]: 'd-1',
          [dl('content_items')]: [item],
          [dl('data')]: 'echo me',
          ...changes,
        },
        kid,
      ),
    });
  const judge = async (call: Call) =>
    words(await checkCalls([login(), authentication(), await request(), call], context()));

  test('a right answer has nothing to say about it', async () => {
    expect(await judge(await answer())).toEqual([]);
  });

  test.each<[string, Changes]>([
    ['OI-10 error', { iss: 'https://lms.example', aud: 'client-1' }],
    ['OI-10 error', { nonce: undefined }],
    ['OI-10 error', { [lti('deployment_id')]: 'd-2' }],
    ['OI-10 error', { [dl('data')]: undefined }],
    ['OI-10 error', { [dl('content_items')]: [item, item] }],
    ['OI-10 error', { [dl('content_items')]: [{ ...item, type: 'link' }] }],
    ['OI-10 error', { [dl('content_items')]: [{ ...item, url: '/item' }] }],
    ['OI-10 warning', { [dl('content_items')]: [{ ...item, url: 'http://tool.example/item' }] }],
    ['OI-10 info', { [dl('content_items')]: [{ type: 'ltiResourceLink' }] }],
    ['OI-10 error', { [dl('content_items')]: [{ ...item, lineItem: { scoreMaximum: 0 } }] }],
    ['OI-10 error', { [dl('content_items')]: [{ ...item, custom: { page: 1 } }] }],
    ['OI-10 warning', { [dl('content_items')]: [{ ...item, window: {} }] }],
    ['OI-10 warning', { [dl('content_items')]: undefined }],
  ])('%s for %j', async (expected, changes) => {
    expect(await judge(await answer(changes))).toEqual([expected]);
  });

  test('its field, its address and its key count too', async () => {
    expect(await judge(await answer({}, { field: 'jwt' }))).toEqual(['OI-10 error']);
    expect(await judge(await answer({}, { url: 'https://lms.example/return' }))).toEqual(['OI-10 error']);
    expect(await judge(await answer({}, { kid: '' }))).toEqual(['OI-10 error']);
  });
});

describe('dynamic registration', () => {
  const configurationUrl = 'https://lms.example/config';
  const tools = 'https://purl.imsglobal.org/spec/lti-tool-configuration';
  const json = (
    call: { method: string; url: string; headers?: Pairs; body?: unknown },
    status: number,
    answer: unknown,
  ): Call => ({
    request: pastedRequest({
      method: call.method,
      url: call.url,
      headers: call.headers ?? [],
      body: call.body === undefined ? null : JSON.stringify(call.body),
    }),
    answer: { status, headers: [['Content-Type', 'application/json']], body: JSON.stringify(answer) },
    at: null,
  });
  const configuration = {
    issuer: 'https://lms.example',
    authorization_endpoint: 'https://lms.example/auth',
    token_endpoint: 'https://lms.example/token',
    jwks_uri: 'https://lms.example/keys',
    registration_endpoint: 'https://lms.example/register',
  };
  const registration = {
    application_type: 'web',
    response_types: ['id_token'],
    grant_types: ['implicit', 'client_credentials'],
    initiate_login_uri: 'https://tool.example/login',
    redirect_uris: ['https://tool.example/start'],
    client_name: 'Tool',
    jwks_uri: 'https://tool.example/keys',
    token_endpoint_auth_method: 'private_key_jwt',
    [tools]: { domain: 'tool.example', claims: ['sub'], messages: [] },
  };
  const jsonType: Pairs = [
    ['Content-Type', 'application/json'],
    ['Authorization', 'Bearer of-the-test'],
  ];
  const run = async ({
    config = configuration as Changes,
    body = registration as Changes,
    headers = jsonType,
    status = 200,
    answer = { client_id: 'c', [tools]: { deployment_id: 'd' } } as unknown,
  } = {}) =>
    (
      await checkCalls(
        [
          get('https://tool.example/register', { openid_configuration: configurationUrl, registration_token: 't' }),
          json({ method: 'GET', url: configurationUrl }, 200, without(config)),
          json({ method: 'POST', url: 'https://lms.example/register', headers, body: without(body) }, status, answer),
        ],
        context(),
      )
    ).filter(({ id }) => id === 'OI-11');

  test('a right one has nothing to say about it', async () => {
    expect(await run()).toEqual([]);
  });

  test('its faults are found, and the refusal of Canvas is read', async () => {
    expect(words(await run({ config: { ...configuration, issuer: 'https://other.example' } }))).toEqual([
      'OI-11 error',
    ]);
    expect(words(await run({ config: { ...configuration, jwks_uri: undefined } }))).toEqual(['OI-11 error']);
    expect(words(await run({ headers: [['Content-Type', 'application/json']] }))).toEqual(['OI-11 error']);
    expect(words(await run({ body: { ...registration, grant_types: ['implicit'] } }))).toEqual(['OI-11 error']);
    expect(words(await run({ answer: { client_id: 'c' } }))).toEqual(['OI-11 info']);
    const [refused] = await run({
      status: 422,
      answer: { errors: [{ field: 'redirect_uris', message: 'is invalid' }] },
    });
    expect(refused).toMatchObject({ severity: 'error', seen: expect.stringContaining('redirect_uris') });
  });
});

test('any calls are looked through without an error', async () => {
  const texts = fc.constantFrom(
    'iss',
    'login_hint',
    'id_token',
    'JWT',
    'error',
    'state',
    'response_type',
    'nonce',
    'scope',
    'grant_type',
    'client_assertion',
  );
  const call = fc.record({
    request: fc
      .record({
        url: fc.option(fc.webUrl()),
        fields: fc.array(fc.tuple(texts, fc.string())),
        body: fc.option(fc.json()),
      })
      .map(({ url, fields, body }) => ({ ...pastedRequest({ url, method: 'POST', fields }), body })),
    answer: fc.option(
      fc.record({
        status: fc.integer({ min: 100, max: 999 }),
        headers: fc.array(fc.tuple(fc.string(), fc.string())),
        body: fc.oneof(fc.string(), fc.json()),
      }),
    ),
    at: fc.option(fc.integer()),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(call, { maxLength: 3 }), async (calls) => {
      for (const { ticket } of await checkCalls(calls, context({ keys: noKeys, now: null })))
        expect(ticket).not.toContain('\n');
    }),
    { numRuns: 30 },
  );
}, 20_000);
