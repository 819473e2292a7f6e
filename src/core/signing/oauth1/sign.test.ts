import { describe, expect, test } from 'vitest';
import { problemOf, signed } from './test-support.ts';

const names = (pairs: readonly (readonly [string, string])[]) => pairs.map(([name]) => name);

describe('placement', () => {
  test('body: fields and text hold the same, signature last and raw', () => {
    const { request, explanation } = signed();
    expect(names(request.fields)).toEqual([
      'user_id',
      'oauth_consumer_key',
      'oauth_signature_method',
      'oauth_timestamp',
      'oauth_nonce',
      'oauth_version',
      'oauth_signature',
    ]);
    expect(request.fields.at(-1)).toEqual(['oauth_signature', explanation.signature]);
    expect([...new URLSearchParams(request.body ?? '')]).toEqual(request.fields);
    expect(request.headers).toEqual([['Content-Type', 'application/x-www-form-urlencoded']]);
    expect(request.url).toBe('https://tool.example/launch');
  });

  test('header: only OAuth parameters move there, percent-encoded, without a realm', () => {
    const { request, explanation } = signed({
      placement: 'header',
      params: [
        ['user_id', 'u 1'],
        ['oauth_verifier', 'v+'],
      ],
    });
    const [[, value = ''] = []] = request.headers;
    expect(value).toBe(
      `OAuth oauth_verifier="v%2B", oauth_consumer_key="test-key", oauth_signature_method="HMAC-SHA1", oauth_timestamp="1527500365", oauth_nonce="nonce-1", oauth_version="1.0", oauth_signature="${encodeURIComponent(explanation.signature)}"`,
    );
    expect(request.body).toBe('user_id=u+1');
    expect(request.fields).toEqual([['user_id', 'u 1']]);
  });

  test('query: OAuth parameters join the query, fields stay in the body', () => {
    const { request } = signed({ placement: 'query', url: 'https://tool.example/launch?a=1' });
    expect(names([...new URL(request.url).searchParams])).toEqual([
      'a',
      'oauth_consumer_key',
      'oauth_signature_method',
      'oauth_timestamp',
      'oauth_nonce',
      'oauth_version',
      'oauth_signature',
    ]);
    expect(request.body).toBe('user_id=u+1');
  });

  test('GET: header by default, parameters in the query, no body', () => {
    const { request } = signed({ method: 'get', params: [['q', 'a b&c']] });
    expect(request).toMatchObject({
      method: 'GET',
      url: 'https://tool.example/launch?q=a%20b%26c',
      fields: [],
      body: null,
    });
    expect(names(request.headers)).toEqual(['Authorization']);
  });

  test.each([
    ['https://t.example/l?', 'https://t.example/l?q=1'],
    ['https://t.example/l?a&', 'https://t.example/l?a&q=1'],
    ['https://t.example', 'https://t.example?q=1'],
  ])('adds to the query of %s without changing what stands there', (url, expected) => {
    expect(signed({ method: 'GET', params: [['q', '1']], url }).request.url).toBe(expected);
  });

  test('the query of a launch URL is signed, stays there and is not repeated in the body', () => {
    const { request, explanation } = signed({ url: 'https://tool.example/launch?course=7&x=a+b%20c' });
    expect(request.url).toBe('https://tool.example/launch?course=7&x=a+b%20c');
    expect(names(request.fields)).not.toContain('course');
    expect(explanation.baseString).toContain('course%3D7');
    expect(explanation.baseString).toContain('x%3Da%2520b%2520c');
    expect(explanation.baseString.split('course').length).toBe(2);
  });

  test.each([
    [{ method: 'GET', placement: 'body' }, /GET request has no body/],
    [{ placement: 'body', body: { contentType: 'application/xml', text: '<a/>' }, params: [] }, /form body/],
  ])('refuses to put OAuth parameters where there is no form', (overrides, detail) => {
    expect(problemOf(overrides)).toMatchObject({
      code: 'signing.unsupported-placement',
      field: 'placement',
      detail: expect.stringMatching(detail),
    });
  });
});

describe('protocol parameters', () => {
  test('take time in seconds and a random nonce from the ports', () => {
    const { request } = signed({ timestamp: undefined, nonce: undefined });
    expect(Object.fromEntries(request.fields)).toMatchObject({
      oauth_timestamp: '1527500365',
      oauth_nonce: 'ab'.repeat(16),
    });
  });

  test('given as parameters they win, are signed and are not doubled', () => {
    const { request, explanation } = signed({
      params: [
        ['oauth_nonce', 'mine'],
        ['oauth_callback', 'https://lms.example/'],
        ['oauth_token', ''],
      ],
      url: 'https://tool.example/launch?oauth_version=2.0',
      callback: 'about:blank',
    });
    const count = (name: string) => names(request.fields).filter((other) => other === name).length;
    expect(Object.fromEntries(request.fields)).toMatchObject({
      oauth_nonce: 'mine',
      oauth_callback: 'https://lms.example/',
      oauth_token: '',
    });
    expect([count('oauth_nonce'), count('oauth_callback'), count('oauth_version')]).toEqual([1, 1, 0]);
    expect(explanation.baseString).toContain('oauth_token%3D%26oauth_version%3D2.0');
  });

  test.each([
    [{}, false, true],
    [{ callback: null, oauthVersion: null }, false, false],
    [{ callback: '', oauthVersion: '1.0' }, true, true],
  ])('callback and version with %o', (overrides, hasCallback, hasVersion) => {
    const sent = names(signed(overrides).request.fields);
    expect([sent.includes('oauth_callback'), sent.includes('oauth_version')]).toEqual([hasCallback, hasVersion]);
  });

  test.each([undefined, ''])(
    'an absent or blank token (%o) is neither sent nor signed, with GET and POST alike',
    (token) => {
      for (const method of ['GET', 'POST']) {
        const { request, explanation } = signed({ method, credential: { key: 'k', secret: 's', token } });
        expect(JSON.stringify(request)).not.toContain('oauth_token');
        expect(explanation.baseString).not.toContain('oauth_token');
      }
    },
  );

  test.each([
    { params: [['oauth_signature', 'x']] },
    { url: 'https://tool.example/launch?oauth_signature=x' },
    { body: { contentType: 'application/x-www-form-urlencoded', text: 'oauth_signature=x' }, params: [] },
  ])('a given signature is refused', (overrides) => {
    expect(problemOf(overrides)).toMatchObject({
      code: 'signing.invalid-parameter',
      params: { name: 'oauth_signature' },
    });
  });
});

describe('input that cannot be signed names its field', () => {
  test('a refused URL is quoted without what may be secret in it', () => {
    const { params } = problemOf({ url: 'https://user:canary@tool.example/a?token=canary#canary' });
    expect(params).toEqual({ url: 'https://tool.example/a' });
  });

  test.each([
    ['tool.example/launch', /absolute/],
    ['/launch', /absolute/],
    ['ftp://tool.example/', /absolute/],
    ['https://tool.example/a#b', /%23/],
    ['https://tool.example/a#', /%23/],
    ['https://user:pw@tool.example/', /user name or password/],
    [' https://tool.example/', /white space/],
    ['https://tool.example/\n', /white space/],
    ['https://tool.example/a\tb', /control character/],
    ['https://tool.example:99999/', /port/],
    ['https://', /host name/],
    ['https://tool.example/?a=%E9', /UTF-8/],
    ['https://tool.example/\ud800', /surrogate/],
  ])('the URL %j', (url, detail) => {
    expect(problemOf({ url })).toMatchObject({
      code: 'signing.invalid-url',
      field: 'url',
      detail: expect.stringMatching(detail),
    });
  });

  test.each([
    [
      {
        params: [
          ['ok', '1'],
          ['a', '\udc00'],
        ],
      },
      'signing.invalid-parameter',
      'params.1',
    ],
    [{ params: [['\ud800', '1']] }, 'signing.invalid-parameter', 'params.0'],
    [{ nonce: '\ud800' }, 'signing.invalid-parameter', 'nonce'],
    [{ callback: '\ud800' }, 'signing.invalid-parameter', 'callback'],
    [{ credential: { key: '\ud800', secret: 's' } }, 'signing.invalid-parameter', 'credential.key'],
    [{ credential: { key: 'k', secret: '\ud800' } }, 'signing.invalid-key', 'credential.secret'],
    [{ credential: { key: 'k', secret: 's', tokenSecret: '\ud800' } }, 'signing.invalid-key', 'credential.tokenSecret'],
    [{ method: 'FETCH' }, 'signing.unsupported-method', 'method'],
    [
      { body: { contentType: 'application/x-www-form-urlencoded', text: 'a=%FF' } },
      'signing.invalid-parameter',
      'body.text',
    ],
  ])('%o', (overrides, code, field) => {
    expect(problemOf(overrides)).toMatchObject({ code, field, detail: expect.stringMatching(/./) });
  });
});
