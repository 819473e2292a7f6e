import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { exitCodes } from '../../../src/cli/exit-codes.ts';
import { someDraft } from '../../../src/core/storage/test-support.ts';
import { CoreProcess } from './core-process.ts';

const cli = fileURLToPath(new URL('../../../src/cli/main.ts', import.meta.url));
const commandLine = (folder: string, ...args: string[]) =>
  spawnSync(process.execPath, [cli, '--data', folder, ...args], { encoding: 'utf8' });

test('the second window and a command are refused while the first goes on, and work once it has ended', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-two-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const first = new CoreProcess(folder);
  onTestFinished(() => first.kill());
  await first.ready;
  await first.call('connections.create', { draft: someDraft({ name: 'Before' }) });

  const second = new CoreProcess(folder);
  onTestFinished(() => second.kill());
  const inUse = { problem: { code: 'storage.in-use', params: { path: folder } } };
  await expect(second.ready).rejects.toMatchObject(inUse);
  await expect(second.call('connections.list', {})).rejects.toMatchObject(inUse);
  const refused = commandLine(folder, 'connections', 'list');
  expect(refused).toMatchObject({ status: exitCodes.unreadableInput, stdout: '' });
  expect(refused.stderr).toContain(folder);
  expect(refused.stderr).toMatch(/in use by another Countersign[\s\S]*Close the other window or command/);

  await first.call('connections.create', { draft: someDraft({ name: 'After' }) });
  first.kill();
  await first.ended;
  // The window that was refused opens the data with its next try, and then holds them itself.
  const names = (await second.call('connections.list', {})).map(({ name }) => name);
  expect(names).toEqual(['After', 'Before']);
  expect(commandLine(folder, 'connections', 'list').status).toBe(exitCodes.unreadableInput);
  second.kill();
  await second.ended;
  const listed = commandLine(folder, 'connections', 'list');
  expect(listed).toMatchObject({ status: exitCodes.fine, stderr: '' });
  expect(listed.stdout).toMatch(/After[\s\S]*Before/);
});
