import { generateKeyPair, SignJWT } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Pairs } from '../../../../protocol/models/pairs.ts';
import { pastedRequest } from '../../paste/request.ts';
import type { Call } from '../calls/index.ts';
import { checkGradeCalls } from './grades.ts';
import { checkSignedRequest } from './hmac.ts';
import { checkRosterCalls } from './roster.ts';
import { checkApiAnswer, checkRetry } from './status.ts';
import { checkTokenRequests } from './token-request.ts';

type Changes = Readonly<Record<string, unknown>>;
const words = (findings: readonly { id: string; severity: string }[]) =>
  findings.map(({ id, severity }) => `${id} ${severity}`);
const without = (all: Changes) => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
let key: Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];
beforeAll(async () => {
  key = (await generateKeyPair('RS256')).privateKey;
});

describe('SVC-01 token requests', () => {
  const url = 'https://lms.example/token';
  const request = async (
    claims: Changes = {},
    fields: Changes = {},
    answer: unknown = { access_token: 'x', token_type: 'Bearer', expires_in: 3600, scope: 's1' },
    status = 200,
  ): Promise<Call> => {
    const assertion = await new SignJWT(
      without({ iss: 'c', sub: 'c', aud: url, iat: 1_800_000_000, exp: 1_800_000_060, jti: 'j', ...claims }),
    )
      .setProtectedHeader({ alg: 'RS256', kid: 't1' })
      .sign(key);
    const all = without({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
      scope: 's1',
      ...fields,
    });
    return {
      request: pastedRequest({
        method: 'POST',
        url,
        fields: Object.entries(all).map(([name, value]) => [name, String(value)]),
      }),
      answer: { status, headers: [], body: JSON.stringify(answer) },
      at: null,
    };
  };

  test('a right one has nothing to say about it', async () => {
    expect(checkTokenRequests([await request()])).toEqual([]);
    expect(checkTokenRequests([await request({ aud: [url] })])).toEqual([]);
  });

  test.each<[string, Changes, Changes]>([
    ['SVC-01 error', { sub: 'd' }, {}],
    ['SVC-01 error', { jti: undefined }, {}],
    ['SVC-01 error', { aud: `${url}/` }, {}],
    ['SVC-01 warning', { aud: 'https://lms.example' }, {}],
    ['SVC-01 warning', { exp: 1_800_003_600 }, {}],
    ['SVC-01 error', { iat: 1_800_000_000_000, exp: 1_800_000_060_000 }, {}],
    ['SVC-01 error', {}, { grant_type: 'password' }],
    ['SVC-01 error', {}, { client_assertion_type: undefined }],
    ['SVC-01 warning', {}, { scope: 's1 s2' }],
  ])('%s for %j %j', async (expected, claims, fields) => {
    expect(words(checkTokenRequests([await request(claims, fields)]))).toEqual([expected]);
  });

  test('an assertion that is used twice, and a refusal', async () => {
    const one = await request();
    expect(words(checkTokenRequests([one, one]))).toEqual(['SVC-01 error']);
    const refused = await request({}, {}, { error: 'invalid_client', error_description: 'unknown' }, 400);
    expect(checkTokenRequests([refused])).toMatchObject([
      { source: 'RFC 6749 §5.2', seen: expect.stringContaining('unknown') },
    ]);
  });
});

describe('SVC-02 scores', () => {
  const right = {
    userId: 'u',
    scoreGiven: 8,
    scoreMaximum: 10,
    activityProgress: 'Completed',
    gradingProgress: 'FullyGraded',
    timestamp: '2026-01-31T10:00:00.123Z',
  };
  const score = (changes: Changes = {}, url = 'https://lms.example/item/1/scores?type_id=2', status = 200): Call => ({
    request: pastedRequest({
      method: 'POST',
      url,
      headers: [['Content-Type', 'application/vnd.ims.lis.v1.score+json']],
      body: JSON.stringify({ ...right, ...changes }),
    }),
    answer: { status, headers: [], body: '' },
    at: null,
  });

  test('a right one has nothing to say about it', () => {
    expect(checkGradeCalls([score(), score({ timestamp: '2026-01-31T10:00:01.000+01:00', userId: 'v' })])).toEqual([]);
  });

  test.each<[string, Call]>([
    ['SVC-02 error', score({}, 'https://lms.example/item/1?type_id=2/scores')],
    ['SVC-02 error', score({ userId: 5 })],
    ['SVC-02 error', score({ scoreMaximum: undefined })],
    ['SVC-02 error', score({ activityProgress: 'Done' })],
    ['SVC-02 error', score({ timestamp: '2026-01-31 10:00' })],
    ['SVC-02 error', score({ timestamp: '2026-01-31T10:00:00.123' })],
    ['SVC-02 warning', score({ timestamp: '2026-01-31T10:00:00Z' })],
    ['SVC-02 error', score({}, undefined, 422)],
  ])('%s', (expected, call) => {
    expect(words(checkGradeCalls([call]))).toEqual([expected]);
  });

  test('a score must be newer than the one before, and lists are read to their end', () => {
    expect(words(checkGradeCalls([score(), score()]))).toEqual(['SVC-02 error']);
    const list = (url: string, headers: Pairs): Call => ({
      request: pastedRequest({
        method: 'GET',
        url,
        headers: [['Accept', 'application/vnd.ims.lis.v2.lineitemcontainer+json']],
      }),
      answer: { status: 200, headers, body: '[]' },
      at: null,
    });
    const first = list('https://lms.example/items', [['Link', '<https://lms.example/items?page=2>; rel="next"']]);
    expect(words(checkGradeCalls([first]))).toEqual(['SVC-02 warning']);
    expect(checkGradeCalls([first, list('https://lms.example/items?page=2', [])])).toEqual([]);
  });
});

describe('SVC-03 members', () => {
  const type = 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json';
  const read = (members: unknown, status = 200, url = 'https://lms.example/members'): Call => ({
    request: pastedRequest({ method: 'GET', url, headers: [['Accept', type]] }),
    answer: {
      status,
      headers: [['Content-Type', type]],
      body: JSON.stringify({ id: url, context: { id: 'c' }, members }),
    },
    at: null,
  });
  test.each<[string[], Call]>([
    [[], read([{ user_id: 'u', roles: ['Instructor'], status: 'Active' }])],
    [
      [],
      read(
        [],
        200,
        'https://lms.example/members?role=http%3A%2F%2Fpurl.imsglobal.org%2Fvocab%2Flis%2Fv2%2Fmembership%23Learner',
      ),
    ],
    [['SVC-03 error'], read('none')],
    [['SVC-03 error'], read([{ roles: [] }])],
    [['SVC-03 error'], read([{ user_id: 'u', roles: [], status: 'Gone' }])],
    [['SVC-03 error'], read([], 403)],
    [['SVC-03 warning'], read([], 200, 'https://lms.example/members?role=teacher')],
  ])('%j', (expected, call) => {
    expect(words(checkRosterCalls([call]))).toEqual(expected);
  });
});

describe('SVC-04 answers of an API', () => {
  const answer = (status: number, headers: Pairs = []) => ({ status, headers, body: '{"error":"no"}', at: 1_000_000 });
  test('say who can change what, and how long to wait', () => {
    expect(checkApiAnswer(answer(200))).toEqual([]);
    expect(checkApiAnswer(answer(403))).toMatchObject([
      { owner: 'platform-admin', seen: expect.stringContaining('"no"') },
    ]);
    expect(words(checkApiAnswer(answer(429)))).toEqual(['SVC-04 error', 'SVC-04 info']);
    expect(checkApiAnswer(answer(429, [['Retry-After', '30']]))).toMatchObject([
      { expected: expect.stringContaining('30 s') },
    ]);
  });
  test('a request that is sent again before its time', () => {
    const refused = answer(503, [['Retry-After', '10']]);
    expect(words(checkRetry(refused, 1_005_000))).toEqual(['SVC-04 warning']);
    expect(checkRetry(refused, 1_010_000)).toEqual([]);
  });
});

describe('SVC-05 signed requests', () => {
  const right = { nonce: '12345', timestamp: '1800000000000', signature: 'a'.repeat(64) };
  const judge = (changes: Partial<typeof right>, now: number | null = 1_800_000_000) =>
    words(checkSignedRequest(Object.entries({ ...right, ...changes }), now));
  test.each<[string[], Partial<typeof right>, number?]>([
    [[], {}],
    [['SVC-05 error'], { timestamp: '1800000000' }],
    [['SVC-05 error'], {}, 1_800_001_000],
    [['SVC-05 error'], { nonce: 'abc' }],
    [['SVC-05 error'], { signature: `${'A'.repeat(43)}=` }],
  ])('%j for %j', (expected, changes, now) => {
    expect(judge(changes, now)).toEqual(expected);
  });
});
