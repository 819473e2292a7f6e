import { createHash, createHmac, createPublicKey, createVerify, generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { problemOf, signed } from './test-support.ts';

describe('body hash', () => {
  const xml = { contentType: 'application/xml', text: '<é/>' };

  test.each([
    ['HMAC-SHA1', 'sha1'],
    ['HMAC-SHA256', 'sha256'],
    ['HMAC-SHA512', 'sha512'],
  ])('%s: plain hash of the bytes, body untouched, parameters in the query', (signatureMethod, hash) => {
    const { request, explanation } = signed({ body: xml, signatureMethod });
    const expected = createHash(hash).update('<é/>').digest('base64');
    expect(request.headers[0]?.[1]).toContain(`oauth_body_hash="${encodeURIComponent(expected)}"`);
    expect(request.headers[1]).toEqual(['Content-Type', 'application/xml']);
    expect(request).toMatchObject({ body: '<é/>', fields: [], url: 'https://tool.example/launch?user_id=u%201' });
    expect(explanation.steps[0]).toMatchObject({ id: 'body-hash', result: expected });
  });

  test('an empty body that is no form has the hash of nothing', () => {
    const { request } = signed({ body: { contentType: 'application/json', text: '' }, params: [] });
    expect(request.headers[0]?.[1]).toContain('oauth_body_hash="2jmj7l5rSw0yVb%2FvlWAYkK%2FYBwk%3D"');
    expect(request.body).toBe('');
  });

  test.each(['application/x-www-form-urlencoded', 'Application/X-WWW-Form-URLencoded; charset=UTF-8'])(
    'never on a form (%s): its fields are signed instead and its text is kept',
    (contentType) => {
      const { request, explanation } = signed({ body: { contentType, text: 'a=1&b=%7E+x' }, params: [] });
      expect(request.body?.startsWith('a=1&b=%7E+x&oauth_consumer_key=')).toBe(true);
      expect(explanation.baseString).toContain('a%3D1%26b%3D~%2520x');
      expect(JSON.stringify(request)).not.toContain('oauth_body_hash');
    },
  );

  test('not with PLAINTEXT, and not on a request without a given body', () => {
    expect(JSON.stringify(signed({ body: xml, signatureMethod: 'PLAINTEXT' }).request)).not.toContain('body_hash');
    expect(JSON.stringify(signed({ method: 'GET' }).request)).not.toContain('body_hash');
  });
});

describe('signature methods', () => {
  test.each([
    ['HMAC-SHA1', 'sha1'],
    ['HMAC-SHA256', 'sha256'],
    ['HMAC-SHA512', 'sha512'],
  ])('%s', (signatureMethod, hash) => {
    const credential = { key: 'k', secret: 'a&b ä', token: 't', tokenSecret: "!*'()" };
    const { explanation } = signed({ signatureMethod, credential });
    const key = 'a%26b%20%C3%A4&%21%2A%27%28%29';
    expect(explanation.signature).toBe(createHmac(hash, key).update(explanation.baseString).digest('base64'));
  });

  test.each(['RSA-SHA1', 'RSA-SHA256'])('%s', (signatureMethod) => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    for (const type of ['pkcs1', 'pkcs8'] as const) {
      const secret = privateKey.export({ type, format: 'pem' }).toString();
      const { explanation } = signed({ signatureMethod, credential: { key: 'k', secret } });
      const check = createVerify(signatureMethod).update(explanation.baseString);
      expect(
        check.verify(
          createPublicKey(publicKey.export({ type: 'spki', format: 'pem' })),
          explanation.signature,
          'base64',
        ),
      ).toBe(true);
      expect(explanation.maskedKey).toBe('RSA private key, 2048 bits');
    }
  });

  test('PLAINTEXT sends the encoded secrets', () => {
    const { request } = signed({
      signatureMethod: 'PLAINTEXT',
      credential: { key: 'k', secret: 'a&b', tokenSecret: 'c d' },
    });
    expect(request.fields.at(-1)).toEqual(['oauth_signature', 'a%26b&c%20d']);
  });

  test.each([
    ['not a PEM', 'not a key canary', /cannot be read as an RSA private key/],
    [
      'a key of another kind',
      generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      /type ec/,
    ],
    [
      'a protected key',
      generateKeyPairSync('rsa', { modulusLength: 2048 })
        .privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'test' })
        .toString(),
      /openssl rsa/,
    ],
  ])('%s is refused for RSA, without quoting it', (_case, secret, detail) => {
    const problem = problemOf({ signatureMethod: 'RSA-SHA256', credential: { key: 'k', secret } });
    expect(problem).toMatchObject({
      code: 'signing.invalid-key',
      field: 'credential.secret',
      detail: expect.stringMatching(detail),
    });
    expect(JSON.stringify(problem)).not.toContain('canary');
  });
});
