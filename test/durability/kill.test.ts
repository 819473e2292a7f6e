import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import type { Exchange } from '../../src/protocol/models/exchange.ts';
import { startTool } from '../integration/bench.ts';
import { CoreEnded, CoreProcess } from './core-process.ts';
import { soak } from './soak.ts';

const passphrase = 'only for the test of crashes';
const rounds = soak ? 200 : 4;
/** A round ends after at most this many writes and milliseconds more, both drawn anew for each. */
const most = { writes: 25, milliseconds: 20 };

/** What core has said is done. */
type Acknowledged = {
  connections: Map<string, string>;
  begun: Set<string>;
  finished: Map<string, Exchange['state']>;
};

/** Writes of all kinds at once, until the process is gone. */
async function writeOn(core: CoreProcess, base: string, connectionId: string, done: Acknowledged): Promise<void> {
  const last = 1 + Math.floor(Math.random() * most.writes);
  let written = 0;
  const acknowledged = (): void => {
    written += 1;
    if (written === last) setTimeout(() => core.kill(), Math.random() * most.milliseconds);
  };
  core.onEvent((event) => {
    if (event.type !== 'exchange.changed' || event.exchange.state === 'running') return;
    done.finished.set(event.exchange.id, event.exchange.state);
  });
  const draft = { contractId: 'proctorexam', baseUrl: base, credentialId: null, environment: 'test' as const };
  const connections = async (): Promise<void> => {
    for (let n = 0; ; n += 1) {
      const created = await core.call('connections.create', { draft: { ...draft, name: `Connection ${n}` } });
      done.connections.set(created.id, created.name);
      acknowledged();
      const name = `Renamed ${n}`;
      await core.call('connections.update', { id: created.id, draft: { ...draft, name } });
      done.connections.set(created.id, name);
    }
  };
  const exchanges = async (): Promise<void> => {
    for (;;) {
      const form = { connectionId, operationId: 'listToolProviders', values: [] };
      const { id } = await core.call('exchanges.send', { form, anyway: true, timeoutMs: 5_000 });
      done.begun.add(id);
      acknowledged();
    }
  };
  const results = await Promise.allSettled([connections(), exchanges()]);
  for (const result of results) {
    if (result.status === 'rejected' && !(result.reason instanceof CoreEnded)) throw result.reason;
  }
}

function checkFile(folder: string): void {
  const database = new Database(join(folder, 'countersign.db'));
  const verdict = database.pragma('integrity_check', { simple: true });
  const dangling = database.pragma('foreign_key_check');
  database.close();
  expect([verdict, dangling]).toEqual(['ok', []]);
}

async function checkWorkspace(core: CoreProcess, done: Acknowledged): Promise<void> {
  const stored = new Map((await core.call('connections.list', {})).map(({ id, name }) => [id, name]));
  for (const [id, name] of done.connections) {
    const after = stored.get(id);
    // The rename that was under way may have come through without having been acknowledged.
    expect(after === name || after === name.replace('Connection', 'Renamed')).toBe(true);
    if (after !== undefined) done.connections.set(id, after);
  }
  for (const id of done.begun) {
    const exchange = await core.call('exchanges.get', { id });
    expect(exchange.state).toBe(done.finished.get(id) ?? exchange.state);
    expect(exchange.state).not.toBe('running');
    expect(exchange.finishedAt).not.toBeNull();
  }
  // Checked once: the history grows with every round.
  done.begun.clear();
  const { rows, total } = await core.call('exchanges.list', { limit: 200 });
  expect(rows).toHaveLength(Math.min(total, 200));
}

test(`core killed while it writes, ${rounds} times: the database opens, and nothing acknowledged is missing`, {
  timeout: 1_500_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-kill-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const tool = await startTool((_request, response) => {
    response.setHeader('Content-Type', 'application/json').end('{"tool_providers":[]}');
  });
  onTestFinished(() => tool.close());
  const done: Acknowledged = { connections: new Map(), begun: new Set(), finished: new Map() };
  let connectionId = '';
  let writes = 0;
  for (let round = 0; round <= rounds; round += 1) {
    const core = new CoreProcess(folder);
    onTestFinished(() => core.kill());
    await core.ready;
    await checkWorkspace(core, done);
    if (round === rounds) {
      core.kill();
      await core.ended;
      break;
    }
    const method = { kind: 'passphrase' as const, passphrase };
    await core.call(round === 0 ? 'vault.create' : 'vault.unlock', { method });
    if (round === 0) {
      const draft = { kind: 'proctorexam' as const, name: 'Crash', apiToken: 'not a token', secretKey: 'not a key' };
      const allowedHosts = [new URL(tool.url).host];
      const { id: credentialId } = await core.call('credentials.create', { draft: { ...draft, allowedHosts } });
      const connection = { contractId: 'proctorexam', baseUrl: tool.url, environment: 'test' as const, credentialId };
      connectionId = (await core.call('connections.create', { draft: { ...connection, name: 'Exchanges' } })).id;
    }
    const before = done.connections.size;
    await Promise.all([writeOn(core, tool.url, connectionId, done), core.ended]);
    writes += done.connections.size - before;
    checkFile(folder);
  }
  expect(writes).toBeGreaterThan(0);
  if (soak) process.stdout.write(`${rounds} kills, ${writes} connections acknowledged and kept\n`);
});
