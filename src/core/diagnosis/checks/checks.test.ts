import { describe, expect, test } from 'vitest';
import type { Pairs } from '../../../protocol/models/pairs.ts';
import { recognisePaste } from '../paste/index.ts';
import { checkConfiguration, checkRequest, readRole } from './index.ts';

const launch: Pairs = [
  ['lti_message_type', 'basic-lti-launch-request'],
  ['lti_version', 'LTI-1p0'],
  ['resource_link_id', 'rl-1'],
  ['roles', 'Learner'],
  ['oauth_consumer_key', 'real-key'],
  ['oauth_nonce', 'nonce-0001'],
  ['oauth_signature_method', 'HMAC-SHA1'],
  ['oauth_timestamp', '1527500365'],
  ['oauth_version', '1.0'],
  ['oauth_signature', 'abc='],
];
const url = 'https://tool.example/launch';

function idsOf(changes: Record<string, string | null> = {}, at = url, now: number | null = 1527500365): string[] {
  const kept = launch.flatMap(([name, value]): Pairs => {
    const change = Object.hasOwn(changes, name) ? changes[name] : value;
    return change === null || change === undefined ? [] : [[name, change]];
  });
  const added = Object.entries(changes).flatMap(
    ([name, value]): Pairs => (value === null || launch.some(([known]) => known === name) ? [] : [[name, value]]),
  );
  const pasted = recognisePaste(new URLSearchParams([...kept, ...added]).toString());
  if (pasted.request === null) throw new Error('not recognised');
  const findings = checkRequest(pasted.request, { url: at }, now);
  for (const { id, ticket } of findings) expect(ticket).toContain(`[${id}]`);
  return findings.map(({ id, severity }) => `${id} ${severity}`);
}

test('a good launch has nothing to say about it', () => {
  expect(idsOf()).toEqual([]);
});

describe('each check', () => {
  test.each<[string, Record<string, string | null>, string?, number?]>([
    ['OA-01 error', { resource_link_id: null }],
    ['OA-01 error', { oauth_nonce: null }],
    ['OA-01 error', { oauth_version: '1.1' }],
    ['OA-01 error', { lti_version: '1.1' }],
    ['OA-02 error', { oauth_signature_method: 'MD5' }],
    ['OA-02 warning', { oauth_signature_method: 'HMAC-SHA256' }],
    ['OA-03 error', { oauth_timestamp: '1527500365000' }],
    ['OA-03 error', { oauth_timestamp: 'now' }],
    ['OA-03 warning', {}, url, 1527500365 + 61],
    ['OA-03 error', {}, url, 1527500365 - 301],
    ['OA-04 warning', { oauth_nonce: '1' }],
    ['OA-05 warning', { custom_a: 'a\nb' }],
    ['OA-05 warning', { custom_a: 'u\u0308' }],
    ['OA-05 warning', { custom_a: 'x'.repeat(256) }],
    ['OA-05 error', { custom_a: '\uFFFD' }],
    ['OA-07 info', { utf8: 'x' }],
    ['OA-08 warning', { custom_a: '' }],
    ['OA-10 error', { oauth_body_hash: 'abc' }],
    ['OA-11 warning', { roles: 'Learner,student' }],
    ['OA-11 warning', { roles: 'urn:lti:instrole:ims/lis/Student' }],
    ['OA-12 info', { lis_person_name_full: 'Jane' }],
    ['CFG-04 warning', {}, 'https://tool.example:443/launch'],
    ['CFG-04 info', {}, 'https://Tool.example/launch'],
    ['CFG-05 warning', {}, 'https://tool.example'],
  ])('%s: %j', (expected, changes, at, now) => {
    expect(idsOf(changes, at ?? url, now ?? 1527500365)).toEqual([expected]);
  });

  test('an unsigned launch is said to be one, once', () => {
    const unsigned = Object.fromEntries(
      launch.filter(([name]) => name.startsWith('oauth_')).map(([name]) => [name, null]),
    );
    expect(idsOf(unsigned)).toEqual(['OA-01 error']);
  });

  test('the query of the launch URL', () => {
    expect(idsOf({ c: '7' }, `${url}?c=7&flag&t=a+b`)).toEqual([
      ...Array.from({ length: 4 }, () => 'OA-06 warning'),
      'OA-08 warning',
    ]);
  });
});

test('what came in with the key and secret, without telling them', () => {
  const findings = checkConfiguration({ consumerKey: 'key-7\u200B', secret: ' s3cr&t ' });
  expect(findings.map(({ id }) => id)).toEqual(['CFG-01', 'CFG-01', 'CFG-02']);
  expect(JSON.stringify(findings)).not.toContain('s3cr&t');
  expect(checkConfiguration({ secret: 'secret' }).map(({ id }) => id)).toEqual(['CFG-03']);
  expect(checkConfiguration({ url: 'tool.example/x' })).toMatchObject([{ id: 'CFG-04', severity: 'error' }]);
  expect(checkConfiguration({ url: 'https://u:p@tool.example/x#f' }).map(({ severity }) => severity)).toEqual([
    'error',
    'error',
  ]);
});

test.each([
  ['Learner', 'context'],
  ['Learner/NonCreditLearner', 'context'],
  ['urn:lti:role:ims/lis/Instructor', 'context'],
  ['urn:lti:instrole:ims/lis/Faculty', 'institution'],
  ['urn:lti:sysrole:ims/lis/SysAdmin', 'system'],
  ['http://purl.imsglobal.org/vocab/lis/v2/membership#Learner', 'context'],
  ['http://purl.imsglobal.org/vocab/lis/v2/institution/person#Student', 'institution'],
  ['learner', null],
])('%s is of the scope %s', (role, scope) => {
  expect(readRole(role).scope).toBe(scope);
});
