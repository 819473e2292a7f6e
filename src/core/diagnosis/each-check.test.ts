import { generateKeyPair, SignJWT } from 'jose';
import { beforeAll, expect, test } from 'vitest';
import type { CheckFinding } from '../../protocol/models/diagnosis.ts';
import type { AbRun } from '../../protocol/models/exchanges/ab-run.ts';
import { abVariants, type Hop } from '../../protocol/models/exchanges/exchange.ts';
import type { Observation } from '../../protocol/models/exchanges/observation.ts';
import { launchClaims, lti } from '../lti/advantage/id-token/test-support.ts';
import { sign } from '../signing/index.ts';
import { abResult } from './ab-run/index.ts';
import { checkCredentialCare } from './checks/configuration/credential-care.ts';
import { checkFetchedKeySet } from './checks/configuration/key-set-answer.ts';
import { checkConfiguration } from './checks/index.ts';
import { checkRegister } from './checks/register.ts';
import { diagnosePaste, type PasteCase } from './diagnose-paste.ts';
import { createDiagnosisMasking } from './masking.ts';
import { timelineOf } from './timeline/index.ts';
import { hop, launch } from './timeline/test-support.ts';

const dl = (name: string) => `https://purl.imsglobal.org/spec/lti-dl/claim/${name}`;
const seconds = 1_800_000_000;
const clock = { now: () => seconds * 1000 };
/** Planted in every value a fixture has room for; no finding may tell it. */
const secret = 'planted-Secret-4711';
const credential = { scheme: 'oauth1', key: 'key-of-test', secret } as const;

let tokens: Record<'good' | 'odd' | 'stranger' | 'answer' | 'assertion', string>;
beforeAll(async () => {
  const { privateKey } = await generateKeyPair('RS256');
  const token = (claims: Record<string, unknown>, kid: string | null = 'k1') =>
    new SignJWT(claims).setProtectedHeader({ alg: 'RS256', ...(kid === null ? {} : { kid }) }).sign(privateKey);
  const good = {
    ...launchClaims(seconds),
    [lti('custom')]: { planted: secret },
  };
  const { sub: _, ...anonymous } = good;
  tokens = {
    good: await token(good),
    odd: await token({
      ...anonymous,
      exp: seconds - 1000,
      [lti('version')]: '1.3',
      [lti('target_link_uri')]: `https://elsewhere.example/${secret}`,
    }),
    stranger: await token(good, null),
    answer: await token({
      iss: secret,
      aud: 'x',
      [lti('message_type')]: 'LtiDeepLinkingResponse',
      [dl('data')]: secret,
    }),
    assertion: await token({ iss: 'c', sub: 'd', aud: 'https://lms.example/token', iat: seconds, exp: seconds + 7200 }),
  };
});

type Entry = { method: string; url: string; form?: Record<string, string>; json?: unknown; accept?: string };
type Answered = { status?: number; answer?: string };

function har(...entries: (Entry & Answered)[]): PasteCase {
  const text = JSON.stringify({
    log: {
      entries: entries.map(
        ({ method, url, form, json, accept = 'application/json', status = 200, answer = '{}' }, index) => ({
          startedDateTime: new Date(seconds * 1000 + index * 1000).toISOString(),
          request: {
            method,
            url,
            headers: [
              { name: 'Accept', value: accept },
              { name: 'Authorization', value: `Bearer ${secret}` },
              {
                name: 'Content-Type',
                value: form === undefined ? 'application/json' : 'application/x-www-form-urlencoded',
              },
            ],
            ...(form === undefined
              ? json === undefined
                ? {}
                : { postData: { mimeType: 'application/json', text: JSON.stringify(json) } }
              : {
                  postData: {
                    mimeType: 'application/x-www-form-urlencoded',
                    text: new URLSearchParams(form).toString(),
                  },
                }),
          },
          response: { status, headers: [], content: { text: answer, mimeType: 'application/json' } },
        }),
      ),
    },
  });
  return { text };
}

const oauth = {
  lti_message_type: 'basic-lti-launch-request',
  lti_version: 'LTI-1p0',
  resource_link_id: 'rl-1',
  roles: 'Learner',
  oauth_consumer_key: 'key-of-test',
  oauth_nonce: 'nonce-0001',
  oauth_signature_method: 'HMAC-SHA1',
  oauth_timestamp: String(seconds),
  oauth_version: '1.0',
  oauth_signature: 'c2lnbmF0dXJl',
};
const form = (changes: Record<string, string>, url = `https://tool.example/${secret}`): PasteCase => ({
  text: new URLSearchParams({ ...oauth, custom_planted: secret, ...changes }).toString(),
  url,
  now: seconds,
});
const login = { iss: 'https://lms.example', login_hint: 'h', target_link_uri: 'https://tool.example/start' };
const query = (url: string, params: Record<string, string>) => `${url}?${new URLSearchParams(params).toString()}`;
const loginCall = { method: 'GET', url: query('https://tool.example/login', { ...login, client_id: 'client-1' }) };
const authentication = {
  method: 'GET',
  url: query('https://lms.example/auth', {
    scope: 'openid',
    response_type: 'id_token',
    response_mode: 'form_post',
    prompt: 'none',
    client_id: 'client-1',
    redirect_uri: 'https://tool.example/start',
    login_hint: 'h',
    state: secret,
    nonce: 'nonce-0001',
  }),
};
const posted = (token: string, state = secret) => ({
  method: 'POST',
  url: 'https://tool.example/start',
  form: { id_token: token, state },
});

const paste = (given: PasteCase) => async (): Promise<CheckFinding[]> =>
  (await diagnosePaste({ ...given, credential }, { clock })).checks;
const setup = (input: Parameters<typeof checkConfiguration>[0]) => () => Promise.resolve(checkConfiguration(input));
const network =
  (hops: readonly Hop[], observations: Observation[] = []) =>
  (): Promise<CheckFinding[]> =>
    Promise.resolve(timelineOf(launch(hops, { observations })).findings);
const seen = { at: seconds * 1000, frame: 'iframe', hop: 0 } as const;
const lost = {
  name: 'sid',
  line: `sid=${secret}; Path=/`,
  stored: false,
  blocked: ['SameSiteUnspecifiedTreatedAsLax'],
};
const refusedCookie = [
  hop(0, { status: 302, location: 'https://tool.example/1', cookies: [lost] }),
  hop(1, { status: 403 }),
];
const abRun: AbRun = {
  id: 'run',
  connectionId: 'c',
  connectionName: 'C',
  operationId: 'launch',
  operationTitle: 'Launch',
  startedAt: seconds * 1000,
  finishedAt: seconds * 1000,
  state: 'finished',
  legs: abVariants.map((variant) => ({ variant, exchangeId: variant, state: 'settled' })),
  problem: null,
};
const keySetHop = hop(0, { frame: 'client', method: 'GET', url: 'https://lms.example/keys', status: 500 });

/** For each check of the register something that makes it speak. */
const fixtures: Readonly<Record<string, () => Promise<CheckFinding[]>>> = {
  'CFG-01': setup({ consumerKey: ' key', secret: `${secret} ` }),
  'CFG-02': setup({ secret: `${secret}&` }),
  'CFG-03': setup({ consumerKey: 'fake', secret }),
  'CFG-04': setup({ url: `https://user:${secret}@tool.example/#x`, secret }),
  'CFG-05': setup({ url: 'https://tool.example' }),
  'CFG-06': setup({
    registration: { targetLinkUri: 'https://tool.example/a', redirectUris: ['https://tool.example/a/'] },
  }),
  'CFG-07': setup({ registration: { issuer: 'http://lms.example' } }),
  'CFG-08': setup({ registration: { loginUrl: 'https://a.example/', targetLinkUri: 'https://b.test/' } }),
  'CFG-09': setup({
    registration: { keySet: JSON.stringify({ keys: [{ kty: 'RSA', n: 'AQAB', e: 'AQAB', d: secret }] }) },
  }),
  'CFG-10': () =>
    Promise.resolve(
      checkCredentialCare(
        [
          { kind: 'expired', at: 0 },
          { kind: 'rotation-due', since: 0 },
        ],
        null,
      ),
    ),
  'CFG-11': setup({ registration: { targetLinkUri: 'http://localhost/', cloudPlatform: true } }),
  'OA-01': paste(form({ oauth_version: '1.1' })),
  'OA-02': paste(form({ oauth_signature_method: 'MD5' })),
  'OA-03': paste(form({ oauth_timestamp: '1' })),
  'OA-04': paste(form({ oauth_nonce: '1' })),
  'OA-05': paste(form({ custom_a: `${secret}\n` })),
  'OA-06': paste(form({}, `https://tool.example/launch?flag&token=${secret}`)),
  'OA-07': paste(form({ utf8: secret })),
  'OA-08': paste(form({ custom_a: '' })),
  'OA-10': paste(form({ oauth_body_hash: 'abc' })),
  'OA-11': paste(form({ roles: 'student' })),
  'OA-12': paste(form({ lis_person_name_full: secret })),
  'OI-01': paste(har({ method: 'GET', url: query('https://tool.example/login', { ...login, login_hint: '' }) })),
  'OI-02': paste(har(loginCall, { ...authentication, url: authentication.url.replace('form_post', secret) })),
  'OI-03': async () => paste(har(loginCall, authentication, posted(tokens.good, 'another')))(),
  'OI-04': async () => paste({ text: tokens.stranger, now: seconds, keySet: '{"keys":[]}' })(),
  'OI-05': async () => paste({ text: tokens.odd, now: seconds })(),
  'OI-06': async () => paste({ text: tokens.odd, now: seconds })(),
  'OI-07': async () => paste({ text: tokens.odd, now: seconds })(),
  'OI-08': async () => paste(har(loginCall, authentication, posted(tokens.odd)))(),
  'OI-09': paste(har({ ...posted(''), form: { error: 'login_required', error_description: secret, state: 's' } })),
  'OI-10': async () => paste({ text: tokens.answer, now: seconds })(),
  'OI-11': paste(
    har(
      {
        method: 'GET',
        url: query('https://tool.example/register', {
          openid_configuration: 'https://lms.example/config',
          registration_token: secret,
        }),
      },
      { method: 'GET', url: 'https://lms.example/config', answer: `{"issuer":"${secret}"}` },
    ),
  ),
  'NET-01': network([hop(0, { status: 403 })]),
  'NET-02': network([hop(0, { url: `http://tool.example/?token=${secret}` })]),
  'NET-03': network(refusedCookie),
  'NET-04': network([hop(0, { responseHeaders: [['X-Frame-Options', 'DENY']] })]),
  'NET-05': () => {
    const result = abResult(abRun, (id) =>
      launch(id === 'window' ? [hop(0, { status: 302, location: 'https://tool.example/1' }), hop(1)] : refusedCookie, {
        id,
        launchMode: id === 'window' ? 'window' : 'iframe',
      }),
    );
    return Promise.resolve(result.pairs.flatMap(({ finding }) => (finding === null ? [] : [finding])));
  },
  'NET-06': network([hop(0)], [{ kind: 'popup', ...seen, url: 'https://tool.example/', name: '', byUser: false }]),
  'NET-07': network(
    [hop(0)],
    [
      {
        kind: 'lti-message',
        ...seen,
        subject: 'lti.put_data',
        origin: 'https://tool.example',
        messageId: 'm',
        error: null,
        data: [['value', secret]],
      },
    ],
  ),
  'NET-08': network([hop(0, { responseHeaders: [['Date', new Date((seconds + 900) * 1000).toUTCString()]] })]),
  'NET-09': () => Promise.resolve(checkFetchedKeySet({ hops: [keySetHop], text: secret, bytes: 9 }, null)),
  'NET-10': async () => {
    const input = {
      scheme: 'oauth1' as const,
      signatureMethod: 'HMAC-SHA1' as const,
      method: 'POST',
      url: 'https://tool.example/l',
    };
    const random = { bytes: (length: number) => new Uint8Array(length) };
    const { request } = sign(
      { ...input, params: [['a', 'b']], credential: { key: credential.key, secret } },
      { clock, random, nonces: { next: () => 1 } },
    );
    return paste({ text: new URLSearchParams(request.fields).toString(), url: 'http://tool.example/l' })();
  },
  'NET-11': paste({ text: `<h1>State not found ${secret}</h1>` }),
  'NET-12': network(
    [hop(0)],
    [
      {
        kind: 'resource-failed',
        ...seen,
        url: 'https://tool.example/a.js',
        method: 'GET',
        resourceType: 'Script',
        status: 404,
        error: null,
        reason: 'The host answered 404.',
      },
    ],
  ),
  'SVC-01': async () =>
    paste(
      har({
        method: 'POST',
        url: 'https://lms.example/token',
        form: { grant_type: secret, client_assertion: tokens.assertion, scope: 's' },
      }),
    )(),
  'SVC-02': paste(
    har({
      method: 'POST',
      url: 'https://lms.example/items/1/lineitem/scores',
      json: { userId: secret, scoreGiven: 1, activityProgress: 'Completed', gradingProgress: 'FullyGraded' },
    }),
  ),
  'SVC-03': paste(
    har({
      method: 'GET',
      url: 'https://lms.example/memberships',
      accept: 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json',
      answer: JSON.stringify({ id: 'x', context: { id: 'c' }, members: [{ user_id: secret, status: 'active' }] }),
    }),
  ),
  'SVC-04': paste(
    har({ method: 'GET', url: 'https://api.example/v1/things', status: 401, answer: `{"error":"${secret}"}` }),
  ),
  'SVC-05': paste({
    text: new URLSearchParams({ signature: 'ABC', nonce: 'x', timestamp: String(seconds), planted: secret }).toString(),
    url: 'https://exam.example/api',
    method: 'POST',
    now: seconds,
  }),
};

test('each check of the register has a fixture here; the cause of a wrong signature is a finding of its own form', () => {
  const ids = checkRegister.map(({ id }) => id).filter((id) => id !== 'OA-09');
  expect(Object.keys(fixtures)).toEqual(ids);
});

test.each(Object.keys(fixtures))(
  '%s speaks: with all a ticket needs, as grave as the register says, without the secret',
  async (id) => {
    const all = await fixtures[id]?.();
    const found = createDiagnosisMasking([secret]).checks(all ?? []);
    const own = found.filter((finding) => finding.id === id);
    expect(own.length, `found: ${found.map((one) => one.id).join()}`).toBeGreaterThan(0);
    const registered = checkRegister.find((check) => check.id === id);
    for (const { severity, title, seen: what, expected, owner, source, ticket } of own) {
      expect(registered?.severities).toContain(severity);
      for (const text of [title, what, expected, owner, source]) expect(text.trim()).not.toBe('');
      expect(ticket).toContain(`[${id}]`);
    }
    expect(JSON.stringify(found)).not.toContain(secret);
  },
);
