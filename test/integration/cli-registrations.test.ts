import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { registrationSheetSchema } from '../../src/protocol/models/advantage/registration.ts';
import { type RegisteringTool, registrationAt, startRegisteringTool } from '../fixtures/registering-tool.ts';
import { Bench, passphrase } from './bench.ts';
import { runCli } from './cli-process.ts';

const environment = { COUNTERSIGN_PASSPHRASE: passphrase };
let folder: string;
let bench: Bench;
let tool: RegisteringTool;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-cli-registrations-'));
  bench = new Bench();
  await bench.createVault();
  await bench.core.close();
  tool = await startRegisteringTool();
});
afterAll(async () => {
  await tool.close();
  await bench.remove();
  rmSync(folder, { recursive: true, force: true });
});

const run = (...args: string[]) => runCli(bench.folder, ['registrations', ...args], environment);

test('a tool that registers itself is kept, and its administrator is told the rest', async () => {
  const made = await run('dynamic', `${tool.origin}/register`, '--name', 'By itself', '--json');
  expect(made).toMatchObject({ code: 0, stderr: '' });
  const { sheet } = z.object({ sheet: registrationSheetSchema }).parse(JSON.parse(made.stdout));
  const out = join(folder, 'jwks.json');
  expect(await run('show', 'By itself', 'key-set', '--out', out)).toMatchObject({ code: 0, stdout: '' });
  expect(readFileSync(out, 'utf8').trim()).toBe(sheet.keySet);
});

test('one that breaks a rule is refused, and the rule is named', async () => {
  tool.change({ members: { initiate_login_uri: 'nowhere' } });
  const refused = await run('dynamic', `${tool.origin}/register`);
  expect(refused.code).toBe(1);
  expect(refused.stdout).toContain('failed: The tool says where a login is initiated. Seen: "nowhere".');
  tool.change({});
});

test('a configuration in a file is registered, and rotated with an overlap', async () => {
  const file = join(folder, 'tool.json');
  writeFileSync(file, JSON.stringify(registrationAt(tool.origin)));
  const added = await run('add', '--in', file, '--name', 'From a file');
  expect(added.code).toBe(0);
  expect(added.stdout).toMatch(/Issuer: +http:\/\/127\.0\.0\.1:\d+\n/);
  const rotated = await run('rotate-key', 'From a file', '--overlap-hours', '1');
  expect(rotated.stdout).toMatch(/^\S+\tsigns launches\n\S+\tserved until \S+\n$/);
  const listed = await run('list');
  expect(listed.stdout.split('\n').map((line) => line.split('\t')[0])).toEqual(['By itself', 'From a file', '']);
});

test('what is neither given nor known is wrong use', async () => {
  expect((await run('add')).code).toBe(2);
});
