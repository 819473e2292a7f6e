import { createHmac } from 'node:crypto';
import HmacSha1 from 'ims-lti/lib/hmac-sha1';
import OAuth from 'oauth-1.0a';
import oauthSignature from 'oauth-signature';
import { describe, expect, test } from 'vitest';
import { verifyAndExplain } from '../../../src/core/diagnosis/verify.ts';
import { verifyInputSchema } from '../../../src/protocol/models/signing.ts';

const plain: Record<string, string> = {
  lti_message_type: 'basic-lti-launch-request',
  lti_version: 'LTI-1p0',
  resource_link_id: 'rl-1',
  user_id: 'u-1',
  oauth_consumer_key: 'test-key',
  oauth_nonce: 'nonce-0001',
  oauth_signature_method: 'HMAC-SHA1',
  oauth_timestamp: '1527500365',
  oauth_version: '1.0',
  oauth_callback: 'about:blank',
};

async function causes(url: string, fields: Record<string, string>, signature: string, secret = 'secret-0001') {
  const { verdict, findings } = await verifyAndExplain(
    verifyInputSchema.parse({
      scheme: 'oauth1',
      method: 'POST',
      url,
      fields: [...Object.entries(fields), ['oauth_signature', signature]],
      credential: { key: 'test-key', secret },
    }),
    { clock: { now: () => 0 } },
  );
  expect(verdict).toBe('invalid');
  return findings.map(({ cause }) => cause);
}

describe('ims-lti', () => {
  const signer = new HmacSha1();
  const signed = (fields: Record<string, string>, secret = 'secret-0001', query = '') =>
    signer.build_signature(
      {
        url: `/launch${query}`,
        method: 'POST',
        protocol: 'https',
        headers: { host: 'tool.example' },
        connection: { encrypted: true },
      },
      fields,
      secret,
    );

  test('leaves the secret as it is', async () => {
    const secret = 'test&secret=%';
    expect(await causes('https://tool.example/launch', plain, signed(plain, secret), secret)).toEqual([
      'secret-not-encoded',
    ]);
  });

  test('sorts joined texts', async () => {
    const fields = { ...plain, a: '1', a1: '2', a_b: '3', aA: '4' };
    expect(await causes('https://tool.example/launch', fields, signed(fields))).toEqual(['sort-order']);
  });

  test('does not encode names', async () => {
    const fields = { ...plain, 'custom_a b': '1' };
    expect(await causes('https://tool.example/launch', fields, signed(fields))).toHaveLength(1);
    expect(await causes('https://tool.example/launch', fields, signed(fields))).not.toContain('unknown');
  });

  test('ignores the query of what calls itself Canvas', async () => {
    const fields = { ...plain, tool_consumer_info_product_family_code: 'canvas' };
    expect(
      await causes('https://tool.example/launch?course=7', fields, signed(fields, undefined, '?course=7')),
    ).toEqual(['query-dropped']);
  });

  test('a Canvas launch with the query copied into the form, as a strict receiver sees it', async () => {
    const fields = { ...plain, tool_consumer_info_product_family_code: 'canvas', course: '7' };
    expect(
      await causes('https://tool.example/launch?course=7', fields, signed(fields, undefined, '?course=7')),
    ).toEqual(['query-copied-to-body']);
  });

  test('behind a proxy that ends TLS, and with a raw secret: two causes', async () => {
    const secret = 'a/b+c';
    const signature = signer.build_signature_raw('http://tool.example/launch', { query: {} }, 'POST', plain, secret);
    expect((await causes('https://tool.example/launch', plain, signature, secret)).toSorted()).toEqual([
      'secret-not-encoded',
      'url-scheme',
    ]);
  });
});

test('oauth-1.0a reads "+" in a query as a plus sign', async () => {
  const oauth = new OAuth({
    consumer: { key: 'test-key', secret: 'secret-0001' },
    signature_method: 'HMAC-SHA1',
    hash_function: (text, key) => createHmac('sha1', key).update(text).digest('base64'),
  });
  const url = 'https://tool.example/launch?title=a+b';
  const { oauth_signature: signature, ...sent } = oauth.authorize({
    url,
    method: 'POST',
    data: { lti_version: 'LTI-1p0' },
  });
  // The library adds the parameters of the query to what it answers with.
  const isSent = ([name]: [string, unknown]) => name !== 'title';
  const entries = Object.entries(sent).filter(isSent);
  const fields = Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
  expect(await causes(url, fields, signature)).toEqual(['plus-as-literal']);
});

test('oauth-signature ignores the query in the URL', async () => {
  const url = 'https://tool.example/launch?course=7';
  const pairs = Object.entries(plain).map(([name, value]) => ({ [name]: value }));
  const signature = oauthSignature.generate('POST', url.replace(/\?.*/, ''), pairs, 'secret-0001', '', {
    encodeSignature: false,
  });
  expect(await causes(url, plain, signature)).toEqual(['query-dropped']);
  const withQuery = oauthSignature.generate('POST', url, pairs, 'secret-0001', '', { encodeSignature: false });
  expect(await causes(url, plain, withQuery)).not.toContain('unknown');
});
