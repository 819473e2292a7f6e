import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { noKeychain } from '../../src/core/adapters/node/system.ts';
import { type Core, createCore } from '../../src/core/index.ts';
import { connectionSchema } from '../../src/protocol/models/connection.ts';
import { type Exchange, exchangeSchema, type LaunchMode } from '../../src/protocol/models/exchange.ts';
import { fetchingStage } from '../fixtures/fetching-stage.ts';

let folder: string;
let core: Core;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-launch-'));
  core = createCore({
    folder,
    resources: fileURLToPath(new URL('../../resources', import.meta.url)),
    appVersion: '0.0.0-test',
    sandboxEntry: fileURLToPath(new URL('../../src/sandbox/worker.ts', import.meta.url)),
    keys: noKeychain,
    stage: fetchingStage(),
  });
  await ask('vault.create', { method: { kind: 'passphrase', passphrase: 'correct horse battery staple' } });
  await ask('workspace.createSandbox', {});
});

afterEach(async () => {
  await core.close();
  rmSync(folder, { recursive: true, force: true });
});

async function ask(command: string, input: unknown): Promise<unknown> {
  const result = await core.dispatch(command, input);
  if (!result.ok) {
    throw new Error(`${command}: ${JSON.stringify(result.problem)}`);
  }
  return result.output;
}

async function launch(connectionName: string, mode: LaunchMode): Promise<Exchange> {
  const connections = z.array(connectionSchema).parse(await ask('connections.list', {}));
  const connectionId = connections.find(({ name }) => name === connectionName)?.id;
  const operationId = 'launchBookByVbid';
  const { values } = z
    .object({ values: z.array(z.unknown()) })
    .parse(await ask('connections.loadForm', { id: connectionId, operationId }));
  const over = new Promise<void>((resolve) => {
    core.onEvent((event) => {
      if (event.type === 'exchange.changed' && event.exchange.state !== 'running') {
        resolve();
      }
    });
  });
  const { id } = z
    .object({ id: z.string() })
    .parse(await ask('exchanges.launch', { form: { connectionId, operationId, values }, mode }));
  await over;
  return exchangeSchema.parse(await ask('exchanges.get', { id }));
}

test.each(['window', 'iframe'] as const)(
  'a launch posted from the platform page in mode %s is accepted, and its first answer judged',
  async (mode) => {
    const exchange = await launch('Bookshelf', mode);
    expect(exchange).toMatchObject({
      kind: 'launch',
      launchMode: mode,
      state: 'finished',
      judgedHop: 0,
      verdict: 'conforms',
    });
    expect(exchange.hops.map(({ method, status }) => `${method} ${status}`)).toEqual([
      'POST 302',
      'GET 302',
      'GET 200',
    ]);
    expect(exchange.request.fields).toContainEqual(['oauth_callback', 'about:blank']);
  },
);

test('a wrong secret is refused with 403', async () => {
  const exchange = await launch('Bookshelf, wrong secret', 'window');
  expect(exchange).toMatchObject({ state: 'finished', status: 403, verdict: 'conforms' });
});
