import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-cli-store-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, '--data', folder, 'store-setup', ...args], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '' },
  });
  return { status, stdout, stderr };
}

const store = ['--name', 'Campus Library', '--url', 'https://library.example', '--key', 'riverside-college'];

test('the steps for an LMS are written out, without a secret unless a file gives it', () => {
  const steps = run('schoology', ...store, '--plan', 'Campus');
  expect(steps.status).toBe(0);
  expect(steps.stdout).toContain('Consumer Key: riverside-college\n');
  expect(steps.stdout).toContain('Domain/URL: https://library.example/auth/lti\n');
  expect(steps.stdout).toContain('Shared Secret: sent to you separately\n');
  expect(steps.stdout).toContain('the plan "Campus"');

  const secretFile = join(folder, 'secret.txt');
  writeFileSync(secretFile, 'only for a test\n');
  expect(run('message', ...store, '--secret-file', secretFile).stdout).toContain('Shared secret:  only for a test\n');
});

test('a cartridge goes into a file, which is never replaced', () => {
  const out = join(folder, 'cartridge.xml');
  expect(run('cartridge', ...store, '--out', out)).toMatchObject({ status: 0, stdout: '' });
  expect(readFileSync(out, 'utf8')).toContain('<blti:title>Campus Library</blti:title>');
  const again = run('cartridge', ...store, '--out', out);
  expect(again.status).toBe(2);
  expect(again.stderr).toContain('--out');
});

test('what is missing is named by its option', () => {
  const { status, stderr } = run('moodle', '--name', 'Campus Library', '--url', 'https://library.example');
  expect(status).toBe(2);
  expect(stderr).toContain('--key');
  expect(run('webct', ...store).status).toBe(2);
});
