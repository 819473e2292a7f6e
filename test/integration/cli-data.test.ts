import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { dataLocationSchema } from '../../src/protocol/models/data/data-location.ts';
import { runCli } from './cli-process.ts';

test('the data folder is moved, found again and cleared up from the command line', { timeout: 60_000 }, async () => {
  const parent = mkdtempSync(join(tmpdir(), 'countersign-cli-data-'));
  onTestFinished(() => rmSync(parent, { recursive: true, force: true }));
  const home = join(parent, 'home');
  const to = join(parent, 'elsewhere');
  const moved = await runCli(home, ['data', 'move', to]);
  expect(moved.stdout).toContain(`Your data is in ${to}.`);
  expect(moved.stdout).toContain(`The old copy is still in ${home}.`);
  const where = await runCli(home, ['data', 'where', '--json']);
  expect(dataLocationSchema.parse(JSON.parse(where.stdout))).toMatchObject({ folder: to, old: home, present: true });
  expect((await runCli(home, ['data', 'remove-old'])).stdout).toContain(`Removed the data in ${home}.`);
  expect(existsSync(join(home, 'countersign.db'))).toBe(false);
  rmSync(to, { recursive: true });
  const gone = await runCli(home, ['connections', 'list']);
  expect(gone.code).not.toBe(0);
  expect(gone.stderr).toContain('that folder is not there now');
});
