import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { deriveKeys } from '../../src/core/vault/keys/data-key.ts';
import { countInMemory, isMemoryReadable } from './process-memory.ts';

const script = fileURLToPath(new URL('../fixtures/locked-vault.ts', import.meta.url));

async function answer<T>(child: ChildProcess, schema: z.ZodType<T>): Promise<T> {
  const [message] = await once(child, 'message');
  return schema.parse(message);
}

test.skipIf(!isMemoryReadable)(
  'the data key is gone from the memory of a locked core',
  { timeout: 60_000 },
  async () => {
    const child = fork(script, [], { execArgv: [] });
    onTestFinished(() => {
      child.kill('SIGKILL');
    });
    const { dataKey } = await answer(child, z.object({ dataKey: z.string() }));
    const key = Buffer.from(dataKey, 'hex');
    const needles = [key, ...Object.values(deriveKeys(key)).map((derived) => Buffer.from(derived))];
    const pid = child.pid ?? 0;
    // The same search finds them while the vault is open.
    for (const count of countInMemory(pid, needles)) expect(count).toBeGreaterThan(0);
    child.send('lock');
    await answer(child, z.object({ locked: z.literal(true) }));
    expect(countInMemory(pid, needles)).toEqual(needles.map(() => 0));
    child.send('end');
    await once(child, 'exit');
  },
);
