import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CommandInput } from '../../src/protocol/commands/index.ts';
import type { Connection } from '../../src/protocol/models/connection.ts';
import type { FlowRun } from '../../src/protocol/models/exchanges/flow.ts';
import { fetchingStage } from '../fixtures/fetching-stage.ts';
import { Bench, passphrase } from './bench.ts';

const flowId = 'examWithLtiTool';
const canary = 'canary-tool-secret';

let bench: Bench;
let exam: Connection;

beforeEach(async () => {
  bench = new Bench(fetchingStage());
  exam = (await bench.sandbox())('Exam platform');
});
afterEach(() => bench.remove());

/** The run once it is no longer running; only what is told from now on counts. */
async function over(id: string): Promise<FlowRun> {
  const told = new Promise<void>((resolve) => {
    const stop = bench.core.onEvent((event) => {
      if (event.type !== 'flow.changed' || event.id !== id || event.state === 'running') return;
      stop();
      resolve();
    });
  });
  const run = await bench.call('flows.get', { id });
  if (run.state !== 'running') return run;
  await told;
  return bench.call('flows.get', { id });
}

async function runFlow(more: Partial<CommandInput<'flows.start'>> = {}): Promise<FlowRun> {
  const { id } = await bench.call('flows.start', { connectionId: exam.id, flowId, ...more });
  return over(id);
}

async function resume(id: string, more: Partial<CommandInput<'flows.resume'>> = {}): Promise<FlowRun> {
  await bench.call('flows.resume', { id, ...more });
  return over(id);
}

/** Sends one request of the exam platform's contract. */
async function request(operationId: string, values: Record<string, string>): Promise<void> {
  expect((await bench.ended(await bench.start(exam, operationId, values))).status).toBe(200);
}

const states = (run: FlowRun) => run.steps.map(({ state, source }) => `${state} ${source}`);
const exchanges = async () => (await bench.call('exchanges.list', {})).rows.map(({ operationId }) => operationId);

describe('the four steps', () => {
  test('run on the sandbox without any typing, each an exchange that conforms', async () => {
    const run = await runFlow();
    expect(run.steps.map(({ failure }) => failure)).toEqual([null, null, null, null]);
    expect(run.state).toBe('finished');
    expect(states(run)).toEqual(['done sent', 'done sent', 'done sent', 'done sent']);
    expect(run.steps.map(({ verdict, status }) => [verdict, status])).toEqual(Array(4).fill(['conforms', 200]));
    expect(run.outputs).toEqual({ exam_id: 1, tool_provider_id: 1, placeholder: 'LTI_EXAM_1', document_id: 1 });
    expect(await exchanges()).toEqual(['createDocument', 'createLtiResource', 'createToolProvider', 'createExam']);
    expect(run.steps[3]?.inputs).toContainEqual([
      'exam_content',
      '<p>Open the book and read its first chapter.</p><p>{LTI_EXAM_1}</p>',
    ]);
    expect(run.steps[1]?.inputs).toContainEqual(['oauth_consumer_secret', '••••••']);
  });

  test('the exam page then opens the book, every hop on record', async () => {
    const run = await runFlow();
    const { exchangeId } = await bench.call('flows.openPage', { id: run.id });
    const visit = await bench.ended(exchangeId);
    expect(visit).toMatchObject({ kind: 'launch', operationTitle: 'Open the exam page', state: 'finished' });
    expect(visit.url).toMatch(/\/exams\/1\/take$/);
    expect(visit.hops[0]).toMatchObject({ method: 'GET', status: 200 });
  });

  test('another wrapper, and instructions that do not say where the placeholder goes', async () => {
    const run = await runFlow({
      inputs: { exam_content: 'Read $& this: ', placeholder_open: '[[', placeholder_close: ']]' },
    });
    expect(run.steps[3]?.inputs).toContainEqual(['exam_content', 'Read $& this: [[LTI_EXAM_1]]']);
  });

  test('an existing provider is chosen from the list instead of creating one', async () => {
    await runFlow({ inputs: { tool_name: 'First tool' } });
    const { items, exchangeId } = await bench.call('flows.choices', {
      connectionId: exam.id,
      flowId,
      stepId: 'toolProvider',
    });
    expect(items).toMatchObject([{ label: 'First tool', outputs: { tool_provider_id: 1, tool_name: 'First tool' } }]);
    expect((await bench.call('exchanges.get', { id: exchangeId })).operationId).toBe('listToolProviders');
    const run = await runFlow({ choices: { toolProvider: items[0]?.outputs ?? {} } });
    expect(states(run)).toEqual(['done sent', 'done chosen', 'done sent', 'done sent']);
    expect(run.outputs).toMatchObject({ exam_id: 2, tool_provider_id: 1 });
    const providers = (await exchanges()).filter((id) => id === 'createToolProvider');
    expect(providers).toHaveLength(1);
  });
});

describe('a failed step', () => {
  test('stops the run, says why, and is gone on with without repeating the steps before', async () => {
    const run = await runFlow({ inputs: { lti_custom_data: '{"vbid": ' } });
    expect(states(run)).toEqual(['done sent', 'done sent', 'failed sent', 'waiting sent']);
    expect(run.state).toBe('failed');
    expect(run.steps[2]?.failure).toMatchObject({ kind: 'problem', problem: { code: 'form.breaks-contract' } });

    const resumed = await resume(run.id, { inputs: { lti_custom_data: '{"vbid": "L-999-70103"}' } });
    expect(resumed.state).toBe('finished');
    expect(resumed.outputs).toMatchObject({ exam_id: 1, tool_provider_id: 1, document_id: 1 });
    expect(await exchanges()).toEqual(['createDocument', 'createLtiResource', 'createToolProvider', 'createExam']);
  });

  test('a documented refusal fails its step, with the words of the answer', async () => {
    const run = await runFlow({ choices: { toolProvider: { tool_provider_id: 99, tool_name: 'Gone' } } });
    expect(states(run)).toEqual(['done sent', 'done chosen', 'failed sent', 'waiting sent']);
    expect(run.steps[2]).toMatchObject({ status: 404, verdict: 'conforms', failure: { kind: 'refused' } });
    expect(run.steps[2]?.failure?.detail).toContain("Couldn't find");
  });

  test('an undocumented status fails its step; resumed, the run finishes', async () => {
    await bench.call('sandbox.setFault', {
      server: 'examPlatform',
      fault: { kind: 'status', status: 503, once: true },
    });
    const run = await runFlow();
    expect(run.steps[0]).toMatchObject({ state: 'failed', status: 503, failure: { kind: 'refused' } });
    expect((await resume(run.id)).state).toBe('finished');
  });

  test('nothing answers: the problem of the network is told', async () => {
    await bench.call('sandbox.setFault', { server: 'examPlatform', fault: { kind: 'drop-connection', once: true } });
    const run = await runFlow();
    expect(run.steps[0]?.failure?.problem?.code).toMatch(/^network\./);
  });
});

describe('run again', () => {
  test('keeps the exam and the provider of the run before when asked to', async () => {
    const first = await runFlow();
    const again = await runFlow({ reuse: { runId: first.id, stepIds: ['exam', 'toolProvider'] } });
    expect(states(again)).toEqual(['done reused', 'done reused', 'done sent', 'done sent']);
    expect(again.outputs).toEqual({ exam_id: 1, tool_provider_id: 1, placeholder: 'LTI_EXAM_2', document_id: 2 });
  });

  test('what was deleted meanwhile is made anew, with a note, and what depends on nothing else is kept', async () => {
    const first = await runFlow();
    await request('deleteExam', { id: '1' });
    const again = await runFlow({ reuse: { runId: first.id, stepIds: ['exam', 'toolProvider'] } });
    expect(states(again)).toEqual(['done sent', 'done reused', 'done sent', 'done sent']);
    expect(again.steps[0]?.note).toEqual({ kind: 'gone', outputs: first.steps[0]?.outputs });
    expect(again.outputs).toMatchObject({ exam_id: 2, tool_provider_id: 1 });
    expect(await exchanges()).toContain('showToolProvider');
  });

  test('a sandbox that forgot everything is found out before anything is sent that refers to it', async () => {
    const first = await runFlow();
    await bench.call('sandbox.stop', {});
    await bench.call('sandbox.start', {});
    const again = await runFlow({ reuse: { runId: first.id, stepIds: ['exam', 'toolProvider'] } });
    expect(again.state).toBe('finished');
    expect(again.steps.map(({ note }) => note?.kind ?? null)).toEqual(['gone', 'gone', null, null]);
  });

  test('when nobody can say whether it exists, the step fails and is asked for again on resume', async () => {
    const first = await runFlow();
    await bench.call('sandbox.setFault', {
      server: 'examPlatform',
      fault: { kind: 'status', status: 503, once: true },
    });
    const again = await runFlow({ reuse: { runId: first.id, stepIds: ['exam', 'toolProvider'] } });
    expect(again.steps[0]).toMatchObject({ state: 'failed', source: 'reused', failure: { kind: 'refused' } });
    expect(again.steps[0]?.failure?.detail).toContain('Whether it still exists');
    const resumed = await resume(again.id);
    expect(states(resumed)).toEqual(['done reused', 'done reused', 'done sent', 'done sent']);
    expect(resumed.outputs).toMatchObject({ exam_id: 1, tool_provider_id: 1 });
  });

  test('only the steps that are asked for are kept', async () => {
    const first = await runFlow();
    const again = await runFlow({ reuse: { runId: first.id, stepIds: ['toolProvider'] } });
    expect(again.outputs).toMatchObject({ exam_id: 2, tool_provider_id: 1 });
  });

  test('and makes everything anew when not', async () => {
    await runFlow();
    expect((await runFlow()).outputs).toMatchObject({ exam_id: 2, tool_provider_id: 2 });
  });
});

describe('a list of existing ones', () => {
  test('is read on all its pages, though an answer is longer than what is kept of it in clear', async () => {
    const padding = 'x'.repeat(1500);
    const names = Array.from({ length: 302 }, (_, index) => `Tool ${index + 1}`);
    for (const tool_name of names) {
      const fields = {
        tool_name,
        oauth_consumer_key: 'key',
        oauth_consumer_secret: canary,
        tool_url: `https://t/${padding}`,
      };
      await request('createToolProvider', fields);
    }
    const { items, pages } = await bench.call('flows.choices', {
      connectionId: exam.id,
      flowId,
      stepId: 'toolProvider',
    });
    expect(pages).toEqual({ read: 2, all: 2 });
    expect(items.map(({ label }) => label)).toEqual(names);
    expect((await exchanges()).filter((id) => id === 'listToolProviders')).toHaveLength(2);
  }, 60_000);
});

describe('a credential of the vault', () => {
  const consumer = (allowedHosts: string[]) =>
    bench.call('credentials.create', {
      draft: { kind: 'oauth-consumer', name: 'Tool', consumerKey: 'key-of-tool', secret: canary, allowedHosts },
    });

  test('gives key and secret, which stand nowhere else', async () => {
    const { id: credentialId } = await consumer([exam.baseUrl]);
    const run = await runFlow({ credentialId });
    expect(run).toMatchObject({ state: 'finished', credentialId, sealedInputs: [] });
    expect(run.steps[1]?.inputs).toContainEqual(['oauth_consumer_key', 'key-of-tool']);
    expect(JSON.stringify(run)).not.toContain(canary);
    expect(bench.filesWith([canary])).toEqual([]);
  });

  test('is read anew when the run goes on', async () => {
    const { id: credentialId } = await consumer([exam.baseUrl]);
    const run = await runFlow({ credentialId, inputs: { lti_custom_data: '{' } });
    expect(run.state).toBe('failed');
    const resumed = await resume(run.id, { inputs: { lti_custom_data: '{}' } });
    expect(resumed).toMatchObject({ state: 'finished', credentialId });
  });

  test('is not sent to a system it is not allowed for, nor taken when it is of another kind', async () => {
    const { id } = await consumer(['tool.example']);
    const start = { connectionId: exam.id, flowId };
    const refused = await bench.refusal('flows.start', { ...start, credentialId: id });
    expect(refused).toMatchObject({ code: 'credential.host-not-allowed', params: { allowed: 'tool.example' } });
    const other = await bench.refusal('flows.start', { ...start, credentialId: exam.credentialId });
    expect(other.code).toBe('credential.wrong-kind');
    expect(await exchanges()).toEqual([]);
  });
});

describe('over a restart', () => {
  test('an interrupted run is found, goes on where it was cut off, and its secret was never kept in clear', async () => {
    await bench.call('sandbox.setFault', { server: 'examPlatform', fault: { kind: 'delay', milliseconds: 60_000 } });
    const inputs = { oauth_consumer_secret: canary };
    const { id } = await bench.call('flows.start', { connectionId: exam.id, flowId, inputs });
    await bench.until((event) => event.type === 'exchange.changed');
    await bench.core.close();
    expect(bench.filesWith([canary])).toEqual([]);
    await bench.restart();
    const [found] = await bench.call('flows.runs', { connectionId: exam.id });
    expect(found).toMatchObject({ id, state: 'interrupted', sealedInputs: ['oauth_consumer_secret'] });
    expect(found?.steps[0]?.state).toBe('interrupted');
    expect((await bench.refusal('flows.resume', { id })).code).toBe('vault.locked');
    await bench.call('vault.unlock', { method: { kind: 'passphrase', passphrase } });
    await bench.call('sandbox.start', {});
    const resumed = await resume(id);
    expect(resumed.state).toBe('finished');
    expect(JSON.stringify(resumed)).not.toContain(canary);
  });
});

test('after a restart, what the steps before had made is asked for, and made anew where the sandbox forgot it', async () => {
  const { id } = await runFlow({ inputs: { lti_custom_data: '{' } });
  await bench.restart();
  await bench.call('vault.unlock', { method: { kind: 'passphrase', passphrase } });
  await bench.call('sandbox.start', {});
  const resumed = await resume(id, { inputs: { lti_custom_data: '{}' } });
  expect(resumed).toMatchObject({ state: 'finished', outputs: { exam_id: 1, placeholder: 'LTI_EXAM_1' } });
  expect(resumed.steps.map(({ note }) => note?.kind ?? null)).toEqual(['gone', 'gone', null, null]);
});

describe('what is refused', () => {
  test('a missing input, an unknown one, an unknown flow, a finished run', async () => {
    const start = { connectionId: exam.id, flowId };
    expect(await bench.refusal('flows.start', { ...start, inputs: { exam_name: '' } })).toMatchObject({
      code: 'input.invalid',
      field: 'inputs.exam_name',
    });
    expect(await bench.refusal('flows.start', { ...start, inputs: { examname: 'x' } })).toMatchObject({
      field: 'inputs.examname',
    });
    expect((await bench.refusal('flows.start', { ...start, flowId: 'other' })).code).toBe('not-found');
    const run = await runFlow();
    expect((await bench.refusal('flows.resume', { id: run.id })).code).toBe('flow.not-stopped');
    expect((await bench.refusal('flows.cancel', { id: run.id })).code).toBe('not-found');
  });

  test('without the sandbox nobody supplies the secret, and there is no page to open', async () => {
    const run = await runFlow();
    await bench.call('sandbox.stop', {});
    expect(await bench.refusal('flows.start', { connectionId: exam.id, flowId })).toMatchObject({
      field: 'inputs.oauth_consumer_key',
    });
    expect((await bench.refusal('flows.openPage', { id: run.id })).code).toBe('flow.page-unavailable');
  });
});

test('a run is cancelled with its request', async () => {
  await bench.call('sandbox.setFault', { server: 'examPlatform', fault: { kind: 'delay', milliseconds: 60_000 } });
  const { id } = await bench.call('flows.start', { connectionId: exam.id, flowId });
  await bench.until((event) => event.type === 'exchange.changed');
  await bench.call('flows.cancel', { id });
  const run = await over(id);
  expect([run.state, states(run)[0]]).toEqual(['cancelled', 'cancelled sent']);
});
