import { expect, test } from 'vitest';
import type { Pairs } from '../../../protocol/models/pairs.ts';
import { verify } from '../../signing/index.ts';
import { caseAt, type ProbeMessage, signedAs } from './message.ts';
import { planTrials } from './plan.ts';

const credential = { key: 'key', secret: 'made-up=secret' };
const launch: Pairs = [
  ['lti_message_type', 'basic-lti-launch-request'],
  ['oauth_consumer_key', 'key'],
  ['oauth_signature_method', 'HMAC-SHA1'],
  ['oauth_version', '1.0'],
  ['oauth_callback', 'about:blank'],
  ['oauth_nonce', 'old'],
  ['oauth_timestamp', '1'],
  ['oauth_signature', 'b2xk'],
];
const message = (url: string, fields: Pairs = launch): ProbeMessage => ({
  request: { method: 'POST', url, headers: [], fields, body: '' },
  credential,
});
const planned = (given: ProbeMessage, internalHosts: string[] = [], most = 20) =>
  planTrials(given, { internalHosts, most })?.trials ?? [];
const withField = (name: string, value: string): Pairs => [...launch, [name, value]];

test('behind a proxy that ends TLS: http comes first, with the ports it may be asked at', () => {
  const signed = planned(message('https://tool.example/launch')).map((trial) => trial.signed);
  expect(signed[0]).toBe('for http://tool.example/launch');
  expect(signed).toContain('for http://tool.example:443/launch');
  expect(signed).toContain('for https://tool.example:443/launch');
  expect(signed).toContain('for https://www.tool.example/launch');
});

test('host names that are given come before all else, by both schemes', () => {
  const given = message('https://tool.example/launch');
  const [first, second] = planned(given, ['Tool.Internal:8080']);
  expect([first?.signed, second?.signed].toSorted()).toEqual([
    'for http://tool.internal:8080/launch',
    'for https://tool.internal:8080/launch',
  ]);
});

test.each([
  ['a query', 'https://tool.example/launch?course=12', launch, 'query-dropped'],
  ['a line break', 'https://tool.example/launch', withField('custom_text', 'a\r\nb'), 'newline-normalised'],
  ['letters beyond ASCII', 'https://tool.example/launch', withField('custom_text', 'Zoë'), 'charset-latin1'],
  ['an address in the query', 'https://tool.example/?u=https%3A%2F%2Fb.example%2F%2525', launch, 'double-encoded'],
  ['names that begin alike', 'https://tool.example/launch', [...withField('a', '1'), ['a1', '2']], 'sort-order'],
] satisfies [string, string, Pairs, string][])(
  '%s brings its own mistakes to the front',
  (_what, url, fields, cause) => {
    expect(planned(message(url, fields), [], 8).map((trial) => trial.cause)).toContain(cause);
  },
);

test('the secret itself is never sent, and credentials are not guessed', () => {
  const given = message('https://tool.example/launch?a=1', withField('custom_text', 'Zoë\r\n+'));
  const moment = { nonce: 'n', timestamp: '2' };
  const all = planned(given, [], 1000);
  expect(all.length).toBeGreaterThan(60);
  for (const trial of all) {
    expect(['other-credential', 'unknown']).not.toContain(trial.cause);
    const base = caseAt(given, moment, trial.signatureMethod)?.base;
    const reading = base === undefined ? null : (trial.apply(base) ?? base);
    const sent = reading === null ? null : signedAs(given, moment, reading, trial.signatureMethod);
    expect(sent?.signature).toBeTruthy();
    expect(decodeURIComponent(sent?.request.body ?? '')).not.toContain(credential.secret);
  }
});

test('a launch at another moment is the same but for nonce, timestamp and signature, and right when nothing is changed', () => {
  const given = message('https://tool.example/launch?a=1');
  const moment = { nonce: 'fresh', timestamp: '1700000000' };
  const base = caseAt(given, moment)?.base;
  const sent = base === undefined ? null : signedAs(given, moment, base);
  const fields = sent?.request.fields ?? [];
  expect(fields).toEqual([
    ...launch.slice(0, 5),
    ['oauth_nonce', 'fresh'],
    ['oauth_timestamp', '1700000000'],
    ['oauth_signature', sent?.signature],
  ]);
  const { method, url } = given.request;
  expect(verify({ scheme: 'oauth1', method, url, fields, credential }).verdict).toBe('valid');
  expect([...new URLSearchParams(sent?.request.body ?? '')]).toEqual(fields);
});

test('a launch that is not signed by HMAC has no plan', () => {
  const fields = launch.map(([name, value]): [string, string] =>
    name === 'oauth_signature_method' ? [name, 'PLAINTEXT'] : [name, value],
  );
  expect(planTrials(message('https://tool.example/launch', fields), { internalHosts: [], most: 20 })).toBeNull();
});
