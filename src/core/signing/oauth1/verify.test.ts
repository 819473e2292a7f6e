import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type OAuth1SignatureMethod, signInputSchema, verifyInputSchema } from '../../../protocol/models/signing.ts';
import { createMemoryNonceLedger, createNonceSource, sign, verify } from '../index.ts';

const random = { bytes: (length: number) => new Uint8Array(length).fill(7) };
const ports = {
  clock: { now: () => 1_527_500_365_000 },
  random,
  nonces: createNonceSource(random, createMemoryNonceLedger()),
};
const credential = { key: 'test-key', secret: 'test&secret', token: 'tok', tokenSecret: 'ts' };
const url = 'https://Tool.example:443/launch?course=7';

function signedRequest(overrides: Record<string, unknown> = {}) {
  const input = {
    scheme: 'oauth1',
    method: 'POST',
    url,
    params: [
      ['title', 'a + b é'],
      ['x', ''],
      ['x', '1'],
    ],
    credential,
  };
  return sign(signInputSchema.parse({ ...input, ...overrides }), ports).request;
}

function check(message: Record<string, unknown>) {
  return verify(verifyInputSchema.parse({ scheme: 'oauth1', method: 'POST', url, credential, ...message }));
}

describe('a message that was signed is valid', () => {
  test.each(['body', 'header', 'query'])('with the signature in the %s', (placement) => {
    const { url: sentUrl, fields, headers, body } = signedRequest({ placement });
    expect(check({ url: sentUrl, headers, body })).toMatchObject({ verdict: 'valid', findings: [] });
    expect(check({ url: sentUrl, headers, fields })).toMatchObject({ verdict: 'valid', findings: [] });
    expect(check({ url: sentUrl, headers: Object.fromEntries(headers), fields, body })).toMatchObject({
      verdict: 'valid',
    });
  });

  test.each<OAuth1SignatureMethod>(['HMAC-SHA1', 'HMAC-SHA256', 'HMAC-SHA512'])('%s', (signatureMethod) => {
    const { fields } = signedRequest({ signatureMethod });
    const { verdict, expectedSignature, receivedSignature } = check({ fields });
    expect(verdict).toBe('valid');
    expect(expectedSignature).toBe(receivedSignature);
  });

  test.each<OAuth1SignatureMethod>(['RSA-SHA1', 'RSA-SHA256'])('%s, with public or private key', (signatureMethod) => {
    const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const secret = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const publicPem = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const { fields } = signedRequest({ signatureMethod, credential: { key: 'test-key', secret } });
    const received = fields.at(-1)?.[1];
    expect(check({ fields, credential: { key: 'test-key', secret: publicPem } })).toMatchObject({
      verdict: 'valid',
      expectedSignature: '',
    });
    expect(check({ fields, credential: { key: 'test-key', secret } })).toMatchObject({
      verdict: 'valid',
      expectedSignature: received,
    });
    const padded = fields.map(([name, value]) => [name, name === 'oauth_signature' ? `${value} ` : value]);
    expect(check({ fields: padded, credential: { key: 'test-key', secret: publicPem } }).verdict).toBe('invalid');
  });

  test('PLAINTEXT, with the secrets masked in the answer', () => {
    const { fields } = signedRequest({ signatureMethod: 'PLAINTEXT' });
    const output = check({ fields });
    expect(output.verdict).toBe('valid');
    expect(JSON.stringify(output)).not.toContain('test%26secret');
  });

  test('headers and realm in any case', () => {
    const { headers, body } = signedRequest({ placement: 'header' });
    const value = headers[0]?.[1].replace('OAuth ', 'oauth realm="r", ');
    const contentType = 'application/x-www-form-urlencoded;charset=UTF-8';
    expect(check({ headers: { AUTHORIZATION: value, 'content-TYPE': contentType }, body }).verdict).toBe('valid');
  });
});

describe('a message that was not signed so is invalid', () => {
  test('one finding, unknown, when anything differs', () => {
    const { fields } = signedRequest();
    const changed = fields.map(([name, value]) => [name, name === 'title' ? `${value}!` : value]);
    expect(check({ fields: changed })).toMatchObject({
      verdict: 'invalid',
      receivedSignature: fields.at(-1)?.[1],
      findings: [{ id: 'signature-mismatch', cause: 'unknown' }],
    });
    expect(check({ fields, url: 'https://tool.example/launch' }).verdict).toBe('invalid');
    expect(check({ fields, method: 'PUT' }).verdict).toBe('invalid');
    expect(check({ fields, credential: { ...credential, secret: 'test&secret ' } }).verdict).toBe('invalid');
  });

  test('no signature', () => {
    const output = check({ fields: [['user_id', '1']] });
    expect(output).toMatchObject({ verdict: 'invalid', receivedSignature: null });
    expect(output.findings[0]).toMatchObject({ id: 'signature-missing' });
  });

  test('a signature method we do not know, or none', () => {
    const { fields } = signedRequest();
    const withMethod = (value: string) =>
      fields.map(([name, old]) => [name, name === 'oauth_signature_method' ? value : old]);
    for (const name of ['HMAC-MD5', 'hmac-sha1', '']) {
      expect(check({ fields: withMethod(name) })).toMatchObject({
        verdict: 'invalid',
        findings: [{ id: 'signature-method', cause: 'signature-method' }],
      });
    }
    expect(check({ fields: fields.filter(([name]) => name !== 'oauth_signature_method') }).findings).toMatchObject([
      { id: 'signature-method' },
    ]);
  });

  test('another consumer key, even with the same secret', () => {
    const { fields } = signedRequest();
    expect(check({ fields, credential: { ...credential, key: 'other' } })).toMatchObject({
      verdict: 'invalid',
      findings: [{ id: 'consumer-key', cause: 'other-credential' }],
    });
  });

  test('a body that is not the one that was hashed', () => {
    const {
      headers,
      url: sentUrl,
      body,
    } = signedRequest({ body: { contentType: 'application/xml', text: '<a/>' }, params: [] });
    expect(check({ url: sentUrl, headers, body })).toMatchObject({ verdict: 'valid' });
    expect(check({ url: sentUrl, headers, body: '<b/>' })).toMatchObject({
      verdict: 'invalid',
      findings: [{ id: 'body-hash' }],
    });
  });
});

describe('time', () => {
  const at = (now: number, timestamp: number | string = 1527500365) =>
    check({ fields: signedRequest({ timestamp }).fields, now });

  test.each([0, 300, -300])('%i seconds off is fine', (offset) => {
    expect(at(1527500365 + offset).findings).toEqual([]);
  });
  test.each([301, -301])('%i seconds off is a finding, and the signature still valid', (offset) => {
    expect(at(1527500365 + offset)).toMatchObject({ verdict: 'valid', findings: [{ id: 'timestamp' }] });
  });
  test('milliseconds and text are findings too', () => {
    expect(at(1527500365, 1527500365000).findings).toMatchObject([{ id: 'timestamp' }]);
    expect(at(1527500365, 'soon').findings).toMatchObject([{ id: 'timestamp' }]);
  });
});

test('fields and body that contradict each other are refused', () => {
  expect(() => check({ fields: [['a', '1']], body: 'a=2' })).toThrow(/input\.invalid/);
});
