import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { z } from 'zod';
import { noKeychain, noStage } from '../../src/core/adapters/node/system.ts';
import { type Core, createCore } from '../../src/core/index.ts';
import {
  type CommandInput,
  type CommandName,
  type CommandOutput,
  commands,
} from '../../src/protocol/commands/index.ts';
import type { Connection } from '../../src/protocol/models/connection.ts';
import type { Exchange } from '../../src/protocol/models/exchange.ts';

const passphrase = 'correct horse battery staple';
let folder: string;
let core: Core;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-core-'));
  core = openCore();
});

afterEach(async () => {
  await core.close();
  rmSync(folder, { recursive: true, force: true });
});

function openCore(): Core {
  return createCore({
    folder,
    resources: fileURLToPath(new URL('../../resources', import.meta.url)),
    appVersion: '0.0.0-test',
    sandboxEntry: fileURLToPath(new URL('../../src/sandbox/worker.ts', import.meta.url)),
    keys: noKeychain,
    stage: noStage,
  });
}

const outputs: { [N in CommandName]: { output: z.ZodType<CommandOutput<N>> } } = commands;

async function call<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandOutput<N>> {
  const result = await core.dispatch(name, input);
  if (!result.ok) {
    throw new Error(`${name}: ${JSON.stringify(result.problem)}`);
  }
  return outputs[name].output.parse(result.output);
}

async function sandboxConnections(): Promise<Record<'exam' | 'book' | 'wrong', Connection>> {
  await call('vault.create', { method: { kind: 'passphrase', passphrase } });
  await call('workspace.createSandbox', {});
  const all = await call('connections.list', {});
  const named = (name: string): Connection => {
    const found = all.find((connection) => connection.name === name);
    if (found === undefined) {
      throw new Error(`no connection ${name}`);
    }
    return found;
  };
  return { exam: named('Exam platform'), book: named('Bookshelf'), wrong: named('Bookshelf, wrong secret') };
}

async function send(
  connection: Connection,
  operationId: string,
  values: Record<string, string>,
  options: { anyway?: boolean } = {},
): Promise<Exchange> {
  const { operations } = await call('contracts.get', { id: connection.contractId });
  const fields = operations.find(({ id }) => id === operationId)?.fields ?? [];
  const ended = new Set<string>();
  let wake = (): void => {};
  const stop = core.onEvent((event) => {
    if (event.type === 'exchange.changed' && event.exchange.state !== 'running') {
      ended.add(event.exchange.id);
      wake();
    }
  });
  const begun = await call('connections.loadForm', { id: connection.id, operationId });
  const typed = Object.entries(values).map(([name, value]) => ({
    name,
    value,
    in: fields.find((field) => field.name === name)?.in ?? 'body',
  }));
  const { id } = await call('exchanges.send', {
    form: { connectionId: connection.id, operationId, values: [...begun.values, ...typed] },
    anyway: options.anyway ?? false,
  });
  while (!ended.has(id)) {
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  }
  stop();
  return call('exchanges.get', { id });
}

const provider = {
  tool_name: 'Quiz tool',
  oauth_consumer_key: 'quiz-key',
  oauth_consumer_secret: 'canary-quiz-secret',
};

test('creates a tool provider, judged against the contract, and finds it again after a restart', async () => {
  const { exam } = await sandboxConnections();
  const exchange = await send(exam, 'createToolProvider', provider);
  expect(exchange).toMatchObject({ state: 'finished', status: 200, verdict: 'conforms', problem: null });
  expect(exchange.explanation?.baseString).toContain('tool_name=Quiz tool');

  await core.close();
  core = openCore();
  const found = await call('exchanges.list', { search: 'quiz tool' });
  expect(found.rows.map(({ id }) => id)).toEqual([exchange.id]);
  expect((await call('connections.get', { id: exam.id })).lastVerdict).toBe('conforms');
});

test('a left-out parameter is shown at its field, sent only on purpose, and named by the 422', async () => {
  const { exam } = await sandboxConnections();
  const { tool_name: _leftOut, ...incomplete } = provider;
  await expect(send(exam, 'createToolProvider', incomplete)).rejects.toThrow('form.breaks-contract');
  const exchange = await send(exam, 'createToolProvider', incomplete, { anyway: true });
  expect(exchange).toMatchObject({ status: 422, verdict: 'conforms', sentAnyway: true });
  expect(exchange.verdictDetail?.parameter).toBe('tool_name');
});

test('a wrong signing key is refused with the documented 403', async () => {
  const { exam } = await sandboxConnections();
  const [credential] = (await call('credentials.list', {})).filter(({ id }) => id === exam.credentialId);
  await call('credentials.update', {
    id: credential?.id ?? '',
    draft: {
      kind: 'proctorexam',
      name: 'wrong',
      apiToken: '',
      secretKey: 'not-the-right-signing-key',
      allowedHosts: credential?.allowedHosts ?? [],
    },
  });
  expect(await send(exam, 'createToolProvider', provider)).toMatchObject({ status: 403, verdict: 'conforms' });
});

test('a launch sent from the client follows the redirects; a wrong secret is refused with 403', async () => {
  const { book, wrong } = await sandboxConnections();
  const launched = await send(book, 'launchBookByVbid', {});
  expect(launched.hops.map(({ status }) => status)).toEqual([302, 302, 200]);
  const refused = await send(wrong, 'launchBookByVbid', {});
  expect(refused.hops.map(({ status }) => status)).toEqual([403]);
  expect(refused.verdict).toBe('conforms');
});

test('secrets stand nowhere in the data folder, and not in what the window is given', async () => {
  const { exam } = await sandboxConnections();
  const exchange = await send(exam, 'createToolProvider', provider);
  expect(JSON.stringify(exchange)).not.toContain('canary-quiz-secret');
  const last = exchange.hops.at(-1);
  const page = await call('exchanges.body', { id: exchange.id, hop: last?.index ?? 0, offset: 0, limit: 10_000 });
  expect(page.text).toContain('oauth_consumer_secret');
  expect(page.text).not.toContain('canary-quiz-secret');
  for (const file of filesBelow(folder)) {
    const bytes = readFileSync(file);
    expect(bytes.includes('canary-quiz-secret'), file).toBe(false);
    expect(bytes.includes(passphrase), file).toBe(false);
  }
});

test('while the vault is locked nothing is sent, and the preview says why', async () => {
  const { exam } = await sandboxConnections();
  await call('vault.lock', {});
  await expect(send(exam, 'createToolProvider', provider)).rejects.toThrow('vault.locked');
  const preview = await call('exchanges.preview', {
    form: { connectionId: exam.id, operationId: 'createToolProvider', values: [] },
  });
  expect(preview.blocked).toBe('vault-locked');
  expect(preview.problems.map(({ name }) => name)).toContain('tool_name');
});

function filesBelow(path: string): string[] {
  return readdirSync(path).flatMap((name) => {
    const full = join(path, name);
    return statSync(full).isDirectory() ? filesBelow(full) : [full];
  });
}
