import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ProblemError } from '../../protocol/problem.ts';
import { readAuthorities } from './pem.ts';

const file = (name: string) =>
  readFileSync(new URL(`../../../test/fixtures/tls/test-only-${name}.pem`, import.meta.url), 'utf8');
const authority = file('authority.cert');

function refusal(text: string): unknown {
  try {
    return readAuthorities(text, 'pem');
  } catch (error) {
    return error instanceof ProblemError ? error.problem : error;
  }
}

test('every authority of a file is read once, whatever stands between', () => {
  const found = readAuthorities(`# The company\r\n${authority}\nagain:\n${authority}`, 'pem');
  expect(found).toHaveLength(1);
  expect(found[0]?.fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
  expect(readAuthorities(found[0]?.pem ?? '', 'pem')).toEqual(found);
});

test.each([
  ['nothing', '', 'no PEM certificate'],
  ['a key', file('server.key'), 'no PEM certificate'],
  ['the certificate of a server', file('server.cert'), 'is no certificate authority'],
  [
    'what cannot be decoded',
    '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----',
    'certificate 1 cannot be read',
  ],
  ['an end that never comes', '-----BEGIN CERTIFICATE-----\n'.repeat(30_000), 'no PEM certificate'],
  ['hundreds of certificates', authority.repeat(201), 'more than 200'],
])('%s is refused', (_what, text, detail) => {
  expect(refusal(text)).toMatchObject({ code: 'input.invalid', params: {}, detail: expect.stringContaining(detail) });
});
