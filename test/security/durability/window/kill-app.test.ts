import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { isAlive, launchApp, makeUserData, processTree, type RunningApp, run } from '../../../e2e/harness/index.ts';
import { startTool } from '../../../integration/bench.ts';
import {
  checkFile,
  checkWorkspace,
  nothingYet,
  prepareWorkspace,
  type Victim,
  writeUntilKilled,
} from '../acknowledged.ts';
import { soak } from '../soak.ts';

const passphrase = 'only for the test of crashes of the app';
const rounds = soak ? 200 : 2;

/** The whole app, killed by its main process alone or with all it has started: core then has nobody left to ask. */
async function victimOf({ app, window }: RunningApp, all: boolean): Promise<Victim & { over: Promise<void> }> {
  const pid = app.process().pid ?? 0;
  const exit = once(app.process(), 'exit');
  const processes = await processTree(pid);
  let isKilled = false;
  const over = exit.then(async () => {
    for (const { pid } of processes) await expect.poll(() => isAlive(pid), { timeout: 20_000 }).toBe(false);
  });
  return {
    call: (name, input) => run(window, name, input),
    kill: () => {
      isKilled = true;
      process.kill(pid, 'SIGKILL');
      for (const other of all ? processes : []) {
        try {
          process.kill(other.pid, 'SIGKILL');
        } catch {
          // It has ended with its parent.
        }
      }
    },
    isGone: () => isKilled,
    over,
  };
}

test(`the whole app killed while it writes, ${rounds} times: the database opens, and nothing acknowledged is missing`, {
  timeout: 10_000_000,
}, async () => {
  const userData = await makeUserData();
  onTestFinished(() => rm(userData, { recursive: true, force: true, maxRetries: 5 }));
  const tool = await startTool((_request, response) => {
    response.setHeader('Content-Type', 'application/json').end('{"tool_providers":[]}');
  });
  onTestFinished(() => tool.close());
  const done = nothingYet();
  let connectionId = '';
  let writes = 0;
  for (let round = 0; round <= rounds; round += 1) {
    const running = await launchApp({ userData });
    onTestFinished(() => running.close());
    const victim = await victimOf(running, round % 2 === 0);
    await checkWorkspace(victim, done);
    if (round === rounds) {
      await running.close();
      break;
    }
    const method = { kind: 'passphrase' as const, passphrase };
    await victim.call(round === 0 ? 'vault.create' : 'vault.unlock', { method });
    if (round === 0) connectionId = await prepareWorkspace(victim, tool.url);
    const before = done.connections.size;
    await Promise.all([writeUntilKilled(victim, tool.url, connectionId, done), victim.over]);
    writes += done.connections.size - before;
    checkFile(join(userData, 'data'));
  }
  expect(writes).toBeGreaterThan(0);
  if (soak) process.stdout.write(`${rounds} kills of the app, ${writes} connections acknowledged and kept\n`);
});
