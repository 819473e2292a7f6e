import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { openTestStorage, problemOf, temporaryFolder } from './test-support.ts';

const writer = fileURLToPath(new URL('./test-fixtures/writer.ts', import.meta.url));

function startWriter(folder: string, first: number): ChildProcess {
  const child = fork(writer, [folder, String(first)], { execArgv: [] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return child;
}

/** Resolves with the last write the process said was done before it was killed. */
async function killAfter(child: ChildProcess, writes: number): Promise<number> {
  let last = -1;
  let seen = 0;
  child.on('message', (n) => {
    last = z.number().parse(n);
    seen += 1;
    if (seen === writes) child.kill('SIGKILL');
  });
  await once(child, 'exit');
  return last;
}

describe('a process that is killed', () => {
  it('leaves no lock, an intact database and every write it had finished', { timeout: 60_000 }, async () => {
    const folder = temporaryFolder();
    const done: number[] = [];
    let next = 0;
    for (const writes of [1, 13, 40]) {
      const last = await killAfter(startWriter(folder, next), writes);
      expect(last).toBeGreaterThanOrEqual(next + writes - 1);
      for (let n = next; n <= last; n += 1) done.push(n);

      const storage = await openTestStorage(folder);
      expect(done.map((n) => storage.settings.read(`write-${n}`, z.number()))).toEqual(done);
      expect(done.filter((n) => storage.nonces.remember(n, 2))).toEqual([]);
      // The write that was not finished is there as a whole or not at all.
      const isThere = storage.settings.read(`write-${last + 1}`, z.number()) !== undefined;
      expect(storage.nonces.remember(last + 1, 2)).toBe(!isThere);
      storage.close();
      next = last + 2;
    }
  });

  it('holds the folder against others while it lives', { timeout: 30_000 }, async () => {
    const folder = temporaryFolder();
    const child = startWriter(folder, 0);
    await once(child, 'message');
    expect(await problemOf(() => openTestStorage(folder))).toMatchObject({ code: 'storage.in-use' });
    child.kill('SIGKILL');
    await once(child, 'exit');
    const storage = await openTestStorage(folder);
    expect(storage.settings.read('write-0', z.number())).toBe(0);
  });
});
