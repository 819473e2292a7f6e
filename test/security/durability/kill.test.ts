import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startTool } from '../../integration/bench.ts';
import {
  checkFile,
  checkWorkspace,
  nothingYet,
  prepareWorkspace,
  type Victim,
  writeUntilKilled,
} from './acknowledged.ts';
import { CoreEnded, CoreProcess } from './core-process.ts';
import { soak } from './soak.ts';

const passphrase = 'only for the test of crashes';
const rounds = soak ? 200 : 4;

test(`core killed while it writes, ${rounds} times: the database opens, and nothing acknowledged is missing`, {
  timeout: 5_000_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-kill-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const tool = await startTool((_request, response) => {
    response.setHeader('Content-Type', 'application/json').end('{"tool_providers":[]}');
  });
  onTestFinished(() => tool.close());
  const done = nothingYet();
  let connectionId = '';
  let writes = 0;
  for (let round = 0; round <= rounds; round += 1) {
    const core = new CoreProcess(folder);
    onTestFinished(() => core.kill());
    await core.ready;
    const victim: Victim = {
      call: (name, input) => core.call(name, input),
      kill: () => core.kill(),
      isGone: (error) => error instanceof CoreEnded,
    };
    await checkWorkspace(victim, done);
    if (round === rounds) {
      core.kill();
      await core.ended;
      break;
    }
    const method = { kind: 'passphrase' as const, passphrase };
    await core.call(round === 0 ? 'vault.create' : 'vault.unlock', { method });
    if (round === 0) connectionId = await prepareWorkspace(victim, tool.url);
    core.onEvent((event) => {
      if (event.type !== 'exchange.changed' || event.exchange.state === 'running') return;
      done.finished.set(event.exchange.id, event.exchange.state);
    });
    const before = done.connections.size;
    await Promise.all([writeUntilKilled(victim, tool.url, connectionId, done), core.ended]);
    writes += done.connections.size - before;
    checkFile(folder);
  }
  expect(writes).toBeGreaterThan(0);
  if (soak) process.stdout.write(`${rounds} kills of core, ${writes} connections acknowledged and kept\n`);
});
