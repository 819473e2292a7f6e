import { describe, expect, it } from 'vitest';
import type { SandboxRequest } from './http/request.ts';
import { createNonceMemory } from './nonce-memory.ts';
import type { OAuthGuard } from './oauth.ts';
import { verifyOAuth } from './oauth.ts';

/** The sample launch of the Basic LTI guide, appendix B.5. */
const sample: readonly (readonly [string, string])[] = [
  ['basiclti_submit', 'Launch Endpoint with BasicLTI Data'],
  ['context_id', '456434513'],
  ['context_label', 'SI182'],
  ['context_title', 'Design of Personal Environments'],
  ['lis_person_contact_email_primary', 'user@school.edu'],
  ['lis_person_name_full', 'Jane Q. Public'],
  ['lis_person_sourced_id', 'school.edu:user'],
  ['lti_message_type', 'basic-lti-launch-request'],
  ['lti_version', 'LTI-1p0'],
  ['oauth_consumer_key', '12345'],
  ['oauth_nonce', 'c8350c0e47782d16d2fa48b2090c1d8f'],
  ['oauth_signature_method', 'HMAC-SHA1'],
  ['oauth_timestamp', '1251600739'],
  ['oauth_version', '1.0'],
  ['resource_link_id', '120988f929-274612'],
  ['roles', 'Instructor'],
  ['tool_consumer_instance_description', 'University of School (LMSng)'],
  ['tool_consumer_instance_guid', 'lmsng.school.edu'],
  ['user_id', '292832126'],
];

function launch(fields: readonly (readonly [string, string])[], changes: Partial<SandboxRequest> = {}): SandboxRequest {
  const body = new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value])).toString();
  return {
    method: 'POST',
    scheme: 'http',
    host: 'dr-chuck.com',
    path: '/ims/php-simple/tool.php',
    query: new URLSearchParams(),
    search: '',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: Buffer.from(body),
    now: 1_251_600_739_000,
    ...changes,
  };
}

function guard(): OAuthGuard {
  return { consumerKey: '12345', secret: 'secret', toleranceMs: 300_000, nonces: createNonceMemory(600_000) };
}

const signature = (value: string): readonly [string, string] => ['oauth_signature', value];
const published = signature('TPFPK4u3NwmtLt0nDMP1G1zG30U=');

describe('OAuth 1.0 as published', () => {
  it('takes the guide’s sample launch', () => {
    expect(verifyOAuth(launch([...sample, published]), guard())).toBeNull();
  });

  it('takes the sample with oauth_callback when that is signed too', () => {
    const fields: readonly (readonly [string, string])[] = [...sample, ['oauth_callback', 'about:blank']];
    expect(verifyOAuth(launch([...fields, signature('ygcxvTl4YWwq555U3+MBHKjskxc=')]), guard())).toBeNull();
    expect(verifyOAuth(launch([...fields, published]), guard())).toBe('signature-mismatch');
  });

  it.each([
    ['host in capitals', { host: 'DR-CHUCK.com' }],
    ['default port', { host: 'dr-chuck.com:80' }],
  ])('ignores %s', (_what, changes) => {
    expect(verifyOAuth(launch([...sample, published], changes), guard())).toBeNull();
  });

  it.each([
    ['another port', { host: 'dr-chuck.com:8080' }],
    ['another path', { path: '/ims/php-simple/tool.php/' }],
    ['another query', { query: new URLSearchParams('a=1') }],
    ['another method', { method: 'PUT' }],
  ])('refuses %s', (_what, changes) => {
    expect(verifyOAuth(launch([...sample, published], changes), guard())).toBe('signature-mismatch');
  });

  it('signs parameters of the query, and keeps repeated and empty ones', () => {
    // RFC 5849 §3.4.1.1's request with the parameters of this tool: key 12345, secret "secret", no token.
    const fields = sample.filter(([name]) => name.startsWith('oauth_'));
    const request = launch([...fields, ['c2', ''], ['a3', '2 q'], signature('/Rby8LjhjfFLlmOBMqAS7YSxrCU=')], {
      host: 'example.com',
      path: '/request',
      query: new URLSearchParams('b5=%3D%253D&a3=a&c%40=&a2=r%20b'),
    });
    expect(verifyOAuth(request, guard())).toBeNull();
  });
});
