import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { noKeychain, noStage } from '../../src/core/adapters/node/system.ts';
import { createCore } from '../../src/core/index.ts';
import { credentialCareSchema } from '../../src/protocol/models/vault/credential-details.ts';
import { credentialSchema } from '../../src/protocol/models/vault/vault.ts';
import { secretAccessSchema } from '../../src/protocol/models/vault/vault-protection.ts';
import { type CliResult, runCli } from './cli-process.ts';

const passphrase = 'correct horse battery staple';
const day = 86_400_000;
let folder: string;
let data: string;
let passphraseFile: string;

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const cli = (args: readonly string[]) => runCli(data, ['vault', ...args]);
const unlocked = (args: readonly string[]) => cli([...args, '--passphrase-file', passphraseFile]);

/** What a command that succeeds prints as JSON. */
async function json(args: readonly string[]): Promise<unknown> {
  const { code, stdout, stderr } = await cli([...args, '--json']);
  expect(`${code} ${stderr}`).toBe('0 ');
  return JSON.parse(stdout);
}

function credentialIn({ stdout }: CliResult) {
  return credentialSchema.parse(JSON.parse(stdout));
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-cli-vault-'));
  data = join(folder, 'data');
  passphraseFile = file('passphrase', `${passphrase}\n`);
  const core = createCore({
    folder: data,
    resources: join(import.meta.dirname, '../../resources'),
    appVersion: 'test',
    sandboxEntry: '',
    keys: noKeychain,
    stage: noStage,
  });
  const call = async (name: string, input: unknown) =>
    expect(await core.dispatch(name, input)).toMatchObject({ ok: true });
  await call('vault.create', { method: { kind: 'passphrase', passphrase } });
  const allowedHosts = ['tool.example'];
  const said = { environment: 'production', tags: ['college'], expiresAt: Date.now() + 3.5 * day };
  const consumer = { kind: 'oauth-consumer', consumerKey: 'riverside', secret: 'the-first-secret', allowedHosts };
  await call('credentials.create', { draft: { ...consumer, name: 'Riverside', details: said } });
  await call('credentials.create', { draft: { ...consumer, name: 'Twin' } });
  const old = { kind: 'bearer', name: 'Old', token: 'an-old-token', allowedHosts };
  await call('credentials.create', { draft: { ...old, details: { expiresAt: Date.UTC(2026, 0, 31) } } });
  const registration = { kind: 'lti-registration', name: 'LMS', allowedHosts, issuer: 'https://lms.example' };
  const rest = { deploymentIds: [], loginUrl: '', redirectUris: [], keySetUrl: '', keySet: '', privateKey: '' };
  await call('credentials.create', { draft: { ...registration, ...rest, clientId: 'c', generateKey: true } });
  await core.close();
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('vault care', () => {
  test('names what needs care, more of it with the vault open, and ends with 1 as something has expired', async () => {
    const closed = await cli(['care', '--json']);
    expect(closed.code).toBe(1);
    expect(z.array(credentialCareSchema).parse(JSON.parse(closed.stdout))).toMatchObject([
      { name: 'Old', items: [{ kind: 'expired' }] },
      { name: 'Riverside', items: [{ kind: 'expires', days: 3 }] },
    ]);
    const open = await unlocked(['care']);
    expect(open.code).toBe(1);
    expect(open.stdout).toContain('Old\texpired 2026-01-31T00:00:00.000Z\n');
    expect(open.stdout).toMatch(/^Riverside\texpires \S+, 3 days left$/m);
    expect(open.stdout).toMatch(/^Twin\tduplicate of Riverside$/m);
  });

  test('ends with 0 where there is nothing to do', async () => {
    expect(await runCli(join(folder, 'empty'), ['vault', 'care'])).toEqual({ code: 0, stdout: '', stderr: '' });
  });
});

describe('vault credentials', () => {
  test('list shows the details and never a secret', async () => {
    const { code, stdout } = await cli(['credentials', 'list']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/\tRiverside\toauth-consumer\tproduction\ttool\.example\tcollege\texpires /);
    expect(stdout).toContain('never used');
    expect(stdout).not.toContain('the-first-secret');
  });

  test('rotate takes the new secret from a file, revert takes it back, end-overlap removes what is kept', async () => {
    const secretFile = file('secret', 'the-second-secret\n');
    const rotate = ['credentials', 'rotate', 'Riverside', '--secret-file', secretFile, '--overlap'];
    const rotated = await unlocked([...rotate, '2d']);
    expect(rotated).toMatchObject({ code: 0, stderr: '' });
    expect(rotated.stdout).toMatch(/^Riverside\tprevious secrets kept: \d{4}-/);
    expect((await unlocked(['credentials', 'revert', 'Riverside'])).stdout).toContain('no previous secret is kept');

    const [previous] = credentialIn(await unlocked([...rotate, '2d', '--json'])).previous;
    expect((previous?.until ?? 0) - (previous?.rotatedAt ?? 0)).toBe(2 * day);
    expect(credentialIn(await cli(['credentials', 'end-overlap', 'Riverside', '--json'])).previous).toEqual([]);
  }, 60_000);

  test('rotate reads standard input', async () => {
    const args = ['credentials', 'rotate', 'Twin', '--secret-file', '-', '--passphrase-file', passphraseFile];
    const child = spawn(process.execPath, ['src/cli/main.ts', '--data', data, 'vault', ...args], {
      env: { PATH: process.env.PATH ?? '' },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    child.stdin.end('from-standard-input');
    const [said] = await Promise.all([text(child.stdout), once(child, 'close')]);
    expect(said).toMatch(/^Twin\tprevious secrets kept: /);
  });

  test('rotate makes a new key for a registration, and keeps the one before to be published', async () => {
    const changed = credentialIn(await unlocked(['credentials', 'rotate', 'LMS', '--generate-key', '--json']));
    const kids = [changed.publicParts.kid, ...changed.previous.map(({ publicParts }) => publicParts.kid)];
    expect(new Set(kids).size).toBe(2);
  });

  test('rotate refuses an overlap it does not know as wrong use, naming the option', async () => {
    const { code, stderr } = await unlocked(['credentials', 'rotate', 'Twin', '--generate-key', '--overlap', '31d']);
    expect(code).toBe(2);
    expect(stderr).toContain('--overlap');
  });
});

describe('vault slots', () => {
  test('a recovery key is added and printed once, a passphrase changed, a slot removed', async () => {
    const added = await unlocked(['slots', 'add', '--recovery', '--name', 'safe']);
    expect(added).toMatchObject({ code: 0, stderr: '' });
    expect(added.stdout).toMatch(/^([0-9A-Z]{6}-){5}[0-9A-Z]{6}\n$/);
    const listed = await cli(['slots', 'list']);
    expect(listed.stdout.split('\n').filter(Boolean)).toHaveLength(2);
    expect(listed.stdout).toMatch(/\trecovery\tsafe\t.*never used/);
    expect(listed.stdout).not.toContain(added.stdout.trim());

    const [passphraseSlot] = z
      .array(z.looseObject({ id: z.string(), kind: z.string() }))
      .parse(await json(['slots', 'list']))
      .filter(({ kind }) => kind === 'passphrase');
    const next = file('next-passphrase', 'another horse battery staple\n');
    const change = ['slots', 'change-passphrase', passphraseSlot?.id ?? '', '--new-passphrase-file', next];
    expect((await unlocked(change)).code).toBe(0);
    expect((await unlocked(['check'])).code).toBe(4);
    passphraseFile = next;
    expect((await unlocked(['slots', 'remove', 'safe'])).code).toBe(0);
    expect(await json(['slots', 'list'])).toHaveLength(1);
  }, 60_000);
});

test('vault rotate renews the data key, and everything still opens', async () => {
  const { code, stdout } = await unlocked(['rotate', '--json']);
  expect(code).toBe(0);
  expect(z.object({ sealed: z.int().min(3), damaged: z.literal(0) }).safeParse(JSON.parse(stdout)).success).toBe(true);
  expect((await unlocked(['care'])).stdout).toContain('Riverside');
}, 60_000);

test('vault log tells what was done with secrets here, newest first, and of one credential alone', async () => {
  const entries = z.array(secretAccessSchema).parse(await json(['log', '--credential', 'Riverside']));
  expect(entries.map(({ action, actor }) => `${action} ${actor}`)).toEqual([
    'purge cli',
    'rotate cli',
    'revert cli',
    'rotate cli',
  ]);
});
