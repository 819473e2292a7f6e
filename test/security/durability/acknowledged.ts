import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect } from 'vitest';
import type { CommandInput, CommandName, CommandOutput } from '../../../src/protocol/commands/index.ts';
import type { Exchange } from '../../../src/protocol/models/exchanges/exchange.ts';

/** Something that carries out commands, until it is killed. */
export type Victim = {
  call<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandOutput<N>>;
  kill(): void;
  /** Whether a command was refused because it was killed: nobody promised anything. */
  isGone(error: unknown): boolean;
};

/** What was said to be done. */
export type Acknowledged = {
  connections: Map<string, string>;
  begun: Set<string>;
  finished: Map<string, Exchange['state']>;
};

export const nothingYet = (): Acknowledged => ({ connections: new Map(), begun: new Set(), finished: new Map() });

/** A round ends after at most this many writes and milliseconds more, both drawn anew for each. */
const most = { writes: 25, milliseconds: 20 };

/** Writes of all kinds at once, until it kills the victim at a random point. */
export async function writeUntilKilled(
  victim: Victim,
  base: string,
  connectionId: string,
  done: Acknowledged,
): Promise<void> {
  const last = 1 + Math.floor(Math.random() * most.writes);
  let written = 0;
  const acknowledged = (): void => {
    written += 1;
    if (written === last) setTimeout(() => victim.kill(), Math.random() * most.milliseconds);
  };
  const draft = { contractId: 'proctorexam', baseUrl: base, credentialId: null, environment: 'test' as const };
  const connections = async (): Promise<void> => {
    for (let n = 0; ; n += 1) {
      const created = await victim.call('connections.create', { draft: { ...draft, name: `Connection ${n}` } });
      done.connections.set(created.id, created.name);
      acknowledged();
      const name = `Renamed ${n}`;
      await victim.call('connections.update', { id: created.id, draft: { ...draft, name } });
      done.connections.set(created.id, name);
    }
  };
  const exchanges = async (): Promise<void> => {
    for (;;) {
      const form = { connectionId, operationId: 'listToolProviders', values: [] };
      const { id } = await victim.call('exchanges.send', { form, anyway: true, timeoutMs: 5_000 });
      done.begun.add(id);
      acknowledged();
    }
  };
  const results = await Promise.allSettled([connections(), exchanges()]);
  for (const result of results) {
    if (result.status === 'rejected' && !victim.isGone(result.reason)) throw result.reason;
  }
}

/** The database of a folder nobody has open is whole. */
export function checkFile(folder: string): void {
  const database = new Database(join(folder, 'countersign.db'));
  const verdict = database.pragma('integrity_check', { simple: true });
  const dangling = database.pragma('foreign_key_check');
  database.close();
  expect([verdict, dangling]).toEqual(['ok', []]);
}

/** Everything acknowledged is there, and no exchange is half of one. */
export async function checkWorkspace(victim: Pick<Victim, 'call'>, done: Acknowledged): Promise<void> {
  const stored = new Map((await victim.call('connections.list', {})).map(({ id, name }) => [id, name]));
  for (const [id, name] of done.connections) {
    const after = stored.get(id);
    // The rename that was under way may have come through without having been acknowledged.
    expect(after === name || after === name.replace('Connection', 'Renamed')).toBe(true);
    if (after !== undefined) done.connections.set(id, after);
  }
  for (const id of done.begun) {
    const exchange = await victim.call('exchanges.get', { id });
    expect(exchange.state).toBe(done.finished.get(id) ?? exchange.state);
    expect(exchange.state).not.toBe('running');
    expect(exchange.finishedAt).not.toBeNull();
  }
  // Checked once: the history grows with every round.
  done.begun.clear();
  const { rows, total } = await victim.call('exchanges.list', { limit: 200 });
  expect(rows).toHaveLength(Math.min(total, 200));
}

/** A vault, and a connection that sends to `base` with a credential of it; answers its id. */
export async function prepareWorkspace({ call }: Pick<Victim, 'call'>, base: string): Promise<string> {
  const draft = { kind: 'proctorexam' as const, name: 'Crash', apiToken: 'not a token', secretKey: 'not a key' };
  const { id: credentialId } = await call('credentials.create', {
    draft: { ...draft, allowedHosts: [new URL(base).host] },
  });
  const connection = { contractId: 'proctorexam', baseUrl: base, environment: 'test' as const, credentialId };
  return (await call('connections.create', { draft: { ...connection, name: 'Exchanges' } })).id;
}
