import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { coreEnvironment, type FromCore, fromCoreSchema } from '../../src/protocol/host.ts';

test('a message that does not fit the protocol is refused to whoever waits for its answer', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-process-'));
  const core = fork(fileURLToPath(new URL('../../src/core/process.ts', import.meta.url)), {
    serialization: 'advanced',
    env: {
      [coreEnvironment.dataFolder]: folder,
      [coreEnvironment.resources]: fileURLToPath(new URL('../../resources', import.meta.url)),
      [coreEnvironment.appVersion]: '0.0.0-test',
    },
  });
  const heard = (kind: FromCore['kind']): Promise<FromCore> =>
    new Promise((resolve) => {
      const listen = (message: unknown): void => {
        const parsed = fromCoreSchema.parse(message);
        if (parsed.kind === kind) {
          core.off('message', listen);
          resolve(parsed);
        }
      };
      core.on('message', listen);
    });
  try {
    await heard('ready');
    const answer = heard('result');
    core.send({ kind: 'request', id: 'malformed', command: 'vault.status', input: {}, unexpected: true });
    expect(await answer).toMatchObject({ id: 'malformed', result: { ok: false, problem: { code: 'input.invalid' } } });
    const closed = heard('closed');
    core.send({ kind: 'shutdown' });
    await closed;
  } finally {
    core.kill();
    rmSync(folder, { recursive: true, force: true });
  }
});
