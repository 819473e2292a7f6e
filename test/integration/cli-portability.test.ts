import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Bench, passphrase } from './bench.ts';
import { type CliResult, runCli } from './cli-process.ts';

const filePassphrase = 'a passphrase for the file';
const secret = 'not a real secret';
let from: Bench;
let to: Bench;

beforeAll(async () => {
  from = new Bench();
  to = new Bench();
  await Promise.all([from.createVault(), to.createVault()]);
  const credential = await from.call('credentials.create', {
    draft: { kind: 'oauth-consumer', name: 'Acme', allowedHosts: ['a.example'], consumerKey: 'k', secret },
  });
  await from.call('connections.create', {
    draft: {
      name: 'Acme books',
      contractId: 'vitalsource-launch',
      baseUrl: 'https://a.example',
      credentialId: credential.id,
      environment: 'test',
    },
  });
  await Promise.all([from.core.close(), to.core.close()]);
});
afterAll(() => Promise.all([from.remove(), to.remove()]));

const environment = { COUNTERSIGN_PASSPHRASE: passphrase, COUNTERSIGN_FILE_PASSPHRASE: filePassphrase };
const file = (name: string) => join(from.folder, name);
const cli = (bench: Bench, args: readonly string[], given?: { environment?: Record<string, string>; typed?: string }) =>
  runCli(bench.folder, args, { ...environment, ...given?.environment }, given?.typed);

function fine({ code, stdout, stderr }: CliResult): string {
  expect(stderr).toBe('');
  expect(code).toBe(0);
  return stdout;
}

test('vault export writes an encrypted file only its user may read, which vault import previews and imports', async () => {
  const out = file('all.countersign-vault');
  expect(fine(await cli(from, ['vault', 'export', '--all-connections', '--out', out]))).toContain('credentials: 1');
  expect(readFileSync(out, 'utf8')).not.toContain(secret);
  if (process.platform !== 'win32') expect(statSync(out).mode & 0o777).toBe(0o600);

  const wrong = await cli(to, ['vault', 'import', out], {
    environment: { COUNTERSIGN_FILE_PASSPHRASE: 'another passphrase' },
  });
  expect(wrong).toMatchObject({ code: 4, stdout: '' });
  expect(wrong.stderr).toContain('That passphrase does not open the file.');

  const preview = fine(await cli(to, ['vault', 'import', out, '--preview']));
  expect(preview).toMatch(/^add\tcredential\tAcme\ta\.example\tnew$/m);
  expect(preview).toMatch(/^add\tconnection\tAcme books\t/m);
  expect(fine(await cli(to, ['vault', 'import', out]))).toBe('Added 2, replaced 0, skipped 0.\n');
  const log = fine(await cli(to, ['vault', 'log', '--json']));
  expect(JSON.parse(log)).toMatchObject([{ action: 'import', actor: 'cli', credentialName: 'Acme' }]);
}, 120_000);

test('vault export --in-clear needs its words on standard input', async () => {
  const out = file('clear.csv');
  const refused = await cli(from, ['vault', 'export', '--in-clear', '--out', out], { typed: 'yes\n' });
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain('To go on, type: export 1 secret in clear');
  expect(() => statSync(out)).toThrow();
  const { code, stdout } = await cli(from, ['vault', 'export', '--in-clear', '--out', out], {
    typed: 'export 1 secret in clear\n',
  });
  expect(code).toBe(0);
  expect(stdout).toContain('Delete it as soon as it has been used');
  expect(readFileSync(out, 'utf8')).toContain(secret);
  if (process.platform !== 'win32') expect(statSync(out).mode & 0o777).toBe(0o600);
}, 120_000);

test('vault import-csv refuses a table with a wrong row, says where, and leaves it out when asked to', async () => {
  const table = file('keys.csv');
  writeFileSync(table, `School;Key;Word\nSunny;k1;${secret} 2\nNo secret;k2;\n`);
  const args = ['vault', 'import-csv', table, '--column', '3=secret'];
  const preview = fine(await cli(to, [...args, '--preview']));
  expect(preview).toContain('column 3 "Word": secret');
  expect(preview).toContain('secret: 19 characters');
  expect(preview).not.toContain(secret);
  const refused = await cli(to, args);
  expect(refused.code).toBe(3);
  expect(refused.stdout).toContain('line 3, column 3');
  expect(fine(await cli(to, [...args, '--skip-wrong']))).toBe('Added 1, replaced 0, skipped 1.\n');
}, 120_000);

test('connections export and import, with the credential to use where it comes without', async () => {
  const out = file('books.countersign-connection');
  fine(await cli(from, ['connections', 'export', 'Acme books', '--out', out]));
  expect(readFileSync(out, 'utf8')).not.toContain(secret);
  const again = ['connections', 'import', out, '--on-clash', 'keep-both', '--credential', 'Sunny'];
  const preview = fine(await cli(to, [...again, '--preview', '--json']));
  expect(JSON.parse(preview)).toMatchObject({ entries: [{ name: 'Acme books', wants: { kind: 'oauth-consumer' } }] });
  const taken = await cli(from, ['connections', 'export', 'Acme books', '--out', out]);
  expect(taken.code).toBe(2);
}, 120_000);
