import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createMemoryNonceLedger, createNonceSource, sign } from '../../src/core/signing/index.ts';
import { signInputSchema } from '../../src/protocol/models/signing.ts';
import { Bench, passphrase } from './bench.ts';

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'countersign-diagnose-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const random = { bytes: (length: number) => new Uint8Array(length).fill(5) };
const clock = { now: () => 1_527_500_365_000 };
const url = 'https://tool.example/launch';
const secret = 'canary-diagnose-secret';

function launchSignedFor(signedUrl: string, withSecret = secret) {
  const input = signInputSchema.parse({
    scheme: 'oauth1',
    method: 'POST',
    url: signedUrl,
    params: [
      ['lti_message_type', 'basic-lti-launch-request'],
      ['lti_version', 'LTI-1p0'],
      ['resource_link_id', '1'],
    ],
    credential: { key: 'real-key', secret: withSecret },
  });
  return sign(input, { clock, random, nonces: createNonceSource(random, createMemoryNonceLedger()) }).request;
}

function run(args: readonly string[], input: string, env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, '--data', join(folder, 'data'), ...args], {
    input,
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '', ...env },
  });
  return { status, stdout, stderr };
}

const output = z.object({
  pasted: z.object({ kind: z.string() }),
  findings: z.array(
    z.object({ id: z.string(), title: z.string(), detail: z.string(), fix: z.string(), cause: z.string().optional() }),
  ),
});

describe('verify', () => {
  test('names the cause, with both base strings', () => {
    const { fields } = launchSignedFor('http://tool.example/launch');
    const message = { scheme: 'oauth1', method: 'POST', url, fields, credential: { key: 'real-key', secret } };
    const { status, stdout } = run(['verify', '--in', '-', '--json'], JSON.stringify(message));
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: 'invalid',
      findings: [{ cause: 'url-scheme', side: 'signer', evidence: { firstDifference: 'POST&http'.length } }],
    });
    expect(stdout).not.toContain(secret);
  });
});

describe('diagnose', () => {
  const credentialFile = join(folder, 'credential.json');
  writeFileSync(credentialFile, JSON.stringify({ key: 'real-key', secret }));

  test('reads a paste from standard input, the credential from a file, and names the cause', () => {
    const body = launchSignedFor(`${url}/`).body ?? '';
    const { status, stdout } = run(
      ['diagnose', '--in', '-', '--url', url, '--credential-file', credentialFile, '--json'],
      body,
    );
    expect(status).toBe(1);
    const { pasted, findings } = output.parse(JSON.parse(stdout));
    expect(pasted.kind).toBe('form-body');
    expect(findings.map(({ cause }) => cause)).toContain('url-trailing-slash');
    expect(stdout).not.toContain(secret);
  });

  test('reads the credential from the environment, and ends with 0 when all is well', () => {
    const body = launchSignedFor(url).body ?? '';
    const env = { COUNTERSIGN_CREDENTIAL: JSON.stringify({ key: 'real-key', secret }) };
    const { status, stdout } = run(['diagnose', '--in', '-', '--url', url], body, env);
    expect(stdout).toContain('Signature: valid');
    expect(status).toBe(0);
  });

  test('for people: marks the first difference', () => {
    const body = launchSignedFor('http://tool.example/launch').body ?? '';
    const { stdout } = run(['diagnose', '--in', '-', '--url', url, '--credential-file', credentialFile], body);
    const lines = stdout.split('\n');
    const mark = lines.findIndex((line) => line.trim() === '^');
    const column = lines[mark]?.indexOf('^') ?? -1;
    expect([lines[mark - 2]?.[column], lines[mark - 1]?.[column]]).toEqual(['s', '%']);
  });

  test('3 for what is not recognised, 2 and 4 for wrong use and no credential', () => {
    expect(run(['diagnose', '--in', '-'], 'hello there').status).toBe(3);
    expect(run(['diagnose', '--in', '-', '--now', 'soon'], 'a=1').status).toBe(2);
    expect(run(['diagnose', '--in', '-'], 'a=1', { COUNTERSIGN_CREDENTIAL: '{"key":"k"}' }).status).toBe(4);
    expect(run(['diagnose', '--in', '-', '--credential', 'x'], 'a=1').status).toBe(4);
  });
});

test('credentials of the vault are tried on request alone, and named', async () => {
  const bench = new Bench();
  try {
    await bench.call('vault.create', { method: { kind: 'passphrase', passphrase } });
    const create = (name: string, consumerKey: string, itsSecret: string) =>
      bench.call('credentials.create', {
        draft: { kind: 'oauth-consumer', name, consumerKey, secret: itsSecret, allowedHosts: [] },
      });
    const { id: credentialId } = await create('Mine', 'real-key', secret);
    await create('The one before', 'older-key', 'canary-older-secret');
    const text = launchSignedFor(url, 'canary-older-secret').body ?? '';
    const alone = await bench.call('diagnosis.paste', { text, url, credentialId });
    expect(alone.signature?.findings.map(({ cause }) => cause)).toEqual(['unknown']);
    const withOthers = await bench.call('diagnosis.paste', { text, url, credentialId, tryOtherCredentials: true });
    expect(withOthers.signature?.findings).toMatchObject([{ cause: 'other-credential' }]);
    expect(JSON.stringify(withOthers)).toContain('The one before');
    expect(JSON.stringify([alone, withOthers])).not.toMatch(/canary/);
  } finally {
    await bench.remove();
  }
});
