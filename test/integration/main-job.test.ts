import { afterEach, beforeEach, expect, test } from 'vitest';
import { Bench, passphrase, provider } from './bench.ts';

let bench: Bench;

beforeEach(() => {
  bench = new Bench();
});
afterEach(() => bench.remove());

test('creates a tool provider, judged against the contract, and finds it again after a restart', async () => {
  const exam = (await bench.sandbox())('Exam platform');
  const exchange = await bench.send(exam, 'createToolProvider', provider);
  expect(exchange).toMatchObject({ state: 'finished', status: 200, verdict: 'conforms', problem: null });
  expect(exchange.explanation?.baseString).toContain('tool_name=Quiz tool');

  await bench.restart();
  const found = await bench.call('exchanges.list', { search: 'quiz tool' });
  expect(found.rows.map(({ id }) => id)).toEqual([exchange.id]);
  expect((await bench.call('connections.get', { id: exam.id })).lastVerdict).toBe('conforms');
});

test('a left-out parameter is shown at its field, sent only on purpose, and named by the 422', async () => {
  const exam = (await bench.sandbox())('Exam platform');
  const { tool_name: _leftOut, ...incomplete } = provider;
  const form = { connectionId: exam.id, operationId: 'createToolProvider', values: [] };
  const { problems } = await bench.call('exchanges.preview', { form });
  expect(problems).toContainEqual(expect.objectContaining({ name: 'tool_name', rule: 'required', level: 'error' }));
  expect(await bench.refusal('exchanges.send', { form })).toMatchObject({ code: 'form.breaks-contract' });

  const exchange = await bench.send(exam, 'createToolProvider', incomplete);
  expect(exchange).toMatchObject({ status: 422, verdict: 'conforms', sentAnyway: true });
  expect(exchange.verdictDetail?.parameter).toBe('tool_name');
});

test('a wrong signing key is refused with the documented 403, which is no success', async () => {
  const exam = (await bench.sandbox())('Exam platform');
  const credential = (await bench.call('credentials.list', {})).find(({ id }) => id === exam.credentialId);
  await bench.call('credentials.update', {
    id: credential?.id ?? '',
    draft: {
      kind: 'proctorexam',
      name: 'wrong',
      apiToken: '',
      secretKey: 'not-the-right-signing-key',
      allowedHosts: credential?.allowedHosts ?? [],
    },
  });
  const exchange = await bench.send(exam, 'createToolProvider', provider);
  expect(exchange).toMatchObject({ status: 403, verdict: 'conforms' });
  expect((await bench.call('connections.get', { id: exam.id })).lastVerdict).toBe('refused');
});

test('a launch sent from the client follows the redirects; a wrong secret is refused with 403', async () => {
  const connection = await bench.sandbox();
  const launched = await bench.send(connection('Bookshelf'), 'launchBookByVbid', {});
  expect(launched.hops.map(({ status }) => status)).toEqual([302, 302, 200]);
  const refused = await bench.send(connection('Bookshelf, wrong secret'), 'launchBookByVbid', {});
  expect(refused.hops.map(({ status }) => status)).toEqual([403]);
  expect(refused.verdict).toBe('conforms');
});

test('secrets stand nowhere in the data folder, and not in what the window is given', async () => {
  const exam = (await bench.sandbox())('Exam platform');
  const exchange = await bench.send(exam, 'createToolProvider', provider);
  expect(JSON.stringify(exchange)).not.toContain(provider.oauth_consumer_secret);
  const last = exchange.hops.at(-1);
  const page = await bench.call('exchanges.body', { id: exchange.id, hop: last?.index ?? 0, offset: 0, limit: 10_000 });
  expect(page.text).toContain('oauth_consumer_secret');
  expect(page.text).not.toContain(provider.oauth_consumer_secret);
  await bench.core.close();
  expect(bench.filesWith([provider.oauth_consumer_secret, passphrase])).toEqual([]);
});

test('while the vault is locked nothing is sent, and the preview says why', async () => {
  const exam = (await bench.sandbox())('Exam platform');
  await bench.call('vault.lock', {});
  const form = { connectionId: exam.id, operationId: 'createToolProvider', values: [] };
  expect(await bench.refusal('exchanges.send', { form, anyway: true })).toMatchObject({ code: 'vault.locked' });
  const preview = await bench.call('exchanges.preview', { form });
  expect(preview.blocked).toBe('vault-locked');
  expect(preview.problems.map(({ name }) => name)).toContain('tool_name');
});

test('the sandbox workspace is made once, however often it is asked for', async () => {
  await bench.sandbox();
  const before = await bench.call('connections.list', {});
  const { connectionIds } = await bench.call('workspace.createSandbox', {});
  expect(connectionIds.sort()).toEqual(before.map(({ id }) => id).sort());
  expect(await bench.call('connections.list', {})).toHaveLength(before.length);
});

test('a form too long to be explained in one message is refused before anything is sent', async () => {
  const exam = (await bench.sandbox())('Exam platform');
  const values = ['a', 'b'].map((name) => ({ name, in: 'body', value: 'x'.repeat(250_000) }));
  const form = { connectionId: exam.id, operationId: 'createToolProvider', values };
  expect(await bench.refusal('exchanges.send', { form, anyway: true })).toMatchObject({
    code: 'input.invalid',
    field: 'form.values',
  });
});
