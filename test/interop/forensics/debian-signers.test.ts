import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { verifyAndExplain } from '../../../src/core/diagnosis/verify.ts';
import { verifyInputSchema } from '../../../src/protocol/models/signing.ts';

const packages = [
  'libnet-oauth-perl',
  'libclass-accessor-perl',
  'libclass-data-inheritable-perl',
  'libdigest-hmac-perl',
  'liburi-perl',
  'python3-oauthlib',
];
const folder = mkdtempSync(join(tmpdir(), 'countersign-debian-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Unpacks Debian packages without installing them; answers why it could not. */
function unpack(): string | null {
  try {
    const options = { cwd: folder, stdio: 'pipe', timeout: 25_000 } as const;
    execFileSync('apt-get', ['download', ...packages], options);
    for (const file of readdirSync(folder)) execFileSync('dpkg', ['-x', file, 'root'], options);
    execFileSync('perl', ['-MNet::OAuth', '-e', '1'], { ...options, env: perlEnvironment });
    execFileSync('/usr/bin/python3', ['-c', 'import oauthlib'], { ...options, env: pythonEnvironment });
    return null;
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[0] ?? 'failed') : 'failed';
  }
}

const perlEnvironment = { PATH: process.env.PATH ?? '', PERL5LIB: join(folder, 'root/usr/share/perl5') };
const pythonEnvironment = {
  PATH: process.env.PATH ?? '',
  PYTHONPATH: join(folder, 'root/usr/lib/python3/dist-packages'),
};
const unavailable = unpack();
const reason = unavailable === null ? '' : ` (skipped: ${unavailable})`;

const perlSigner = `
use strict; use Net::OAuth; use JSON::PP;
my $in = decode_json(do { local $/; <STDIN> });
$Net::OAuth::PROTOCOL_VERSION = Net::OAuth::PROTOCOL_VERSION_1_0();
my $request = Net::OAuth->request('consumer')->new(consumer_key => 'test-key', consumer_secret => 'test&secret',
  request_url => $in->{url}, request_method => 'POST', signature_method => 'HMAC-SHA1', timestamp => '1527500365',
  nonce => 'nonce-0001', extra_params => $in->{fields});
$request->sign; print $request->signature;`;

const pythonSigner = `
import json, sys
from oauthlib.oauth1 import Client
given = json.load(sys.stdin)
client = Client('test-key', 'test&secret', timestamp='1527500365', nonce='nonce-0001', signature_type='BODY')
headers = {'Content-Type': 'application/x-www-form-urlencoded'}
print(client.sign(given['url'], 'POST', given['fields'], headers)[2], end='')`;

const protocol: [string, string][] = [
  ['oauth_consumer_key', 'test-key'],
  ['oauth_nonce', 'nonce-0001'],
  ['oauth_signature_method', 'HMAC-SHA1'],
  ['oauth_timestamp', '1527500365'],
  ['oauth_version', '1.0'],
];

async function verdictOf(url: string, message: { fields: [string, string][] } | { body: string }) {
  const credential = { key: 'test-key', secret: 'test&secret' };
  const input = verifyInputSchema.parse({ scheme: 'oauth1', method: 'POST', url, ...message, credential });
  const { verdict, findings } = await verifyAndExplain(input, { clock: { now: () => 0 } });
  return { verdict, causes: findings.map(({ cause }) => cause) };
}

function signedByPerl(url: string, fields: Record<string, string>): { fields: [string, string][] } {
  const input = JSON.stringify({ url, fields });
  const signature = execFileSync('perl', ['-e', perlSigner], { input, env: perlEnvironment, encoding: 'utf8' });
  return { fields: [...Object.entries(fields), ...protocol, ['oauth_signature', signature]] };
}

function signedByPython(url: string, fields: Record<string, string>): { body: string } {
  const input = JSON.stringify({ url, fields });
  return {
    body: execFileSync('/usr/bin/python3', ['-c', pythonSigner], { input, env: pythonEnvironment, encoding: 'utf8' }),
  };
}

const url = 'https://tool.example/launch';

test.skipIf(unavailable !== null)(`Net::OAuth sorts joined texts${reason}`, async () => {
  const fields = { lti_version: 'LTI-1p0', a: '1', a1: '2', a_b: '3', aA: '4' };
  expect(await verdictOf(url, signedByPerl(url, fields))).toEqual({ verdict: 'invalid', causes: ['sort-order'] });
  expect(await verdictOf(url, signedByPerl(url, { b: '1', c: '2' }))).toEqual({ verdict: 'valid', causes: [] });
});

test.skipIf(unavailable !== null)(`Net::OAuth drops a query parameter without "="${reason}`, async () => {
  const withFlag = `${url}?flag`;
  expect(await verdictOf(withFlag, signedByPerl(withFlag, { lti_version: 'LTI-1p0' }))).toEqual({
    verdict: 'invalid',
    causes: ['query-dropped'],
  });
});

test.skipIf(unavailable !== null)(
  `oauthlib signs by the rules, and its faults of address are named${reason}`,
  async () => {
    const withQuery = `${url}?course=a+b`;
    const fields = { lti_version: 'LTI-1p0', context_title: 'Größe + Maß' };
    expect(await verdictOf(withQuery, signedByPython(withQuery, fields))).toEqual({ verdict: 'valid', causes: [] });
    const overHttp = signedByPython(withQuery.replace('https', 'http'), fields);
    expect(await verdictOf(withQuery, overHttp)).toEqual({ verdict: 'invalid', causes: ['url-scheme'] });
  },
);
