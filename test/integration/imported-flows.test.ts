import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AppEvent } from '../../src/protocol/events.ts';
import type { Connection } from '../../src/protocol/models/connection.ts';
import { Bench } from './bench.ts';

const folder = new URL('../../resources/contracts/proctorexam/', import.meta.url);
const openApi = readFileSync(new URL('openapi.yaml', folder), 'utf8');
const id = 'my-exams';
const flows = `arazzo: 1.0.1
info: { title: Exams of our own, version: "1" }
sourceDescriptions: [{ name: exams, url: ./openapi.yaml, type: openapi }]
workflows:
  - workflowId: twice
    summary: An exam, and another of the same name
    inputs:
      type: object
      required: [title]
      properties: { title: { type: string, title: Title } }
    steps:
      - stepId: first
        operationId: createExam
        requestBody: { payload: { name: $inputs.title, type: classic } }
        outputs: { name: $response.body#/exam/name }
      - stepId: second
        operationId: createExam
        requestBody: { payload: { name: "{$steps.first.outputs.name} again", type: classic } }
        outputs: { id: $response.body#/exam/id, name: $response.body#/exam/name }
    outputs: { name: $steps.second.outputs.name }
`;

let bench: Bench;
let connection: Connection;
beforeEach(async () => {
  bench = new Bench();
  const exam = (await bench.sandbox())('Exam platform');
  await bench.call('contracts.import', { id, text: openApi });
  const { baseUrl, credentialId, environment } = exam;
  const draft = { name: 'Ours', contractId: id, baseUrl, credentialId, environment };
  connection = await bench.call('connections.create', { draft });
});
afterEach(() => bench.remove());

test('an imported Arazzo file runs on a connection to its contract, and is kept over a restart', async () => {
  const checked = await bench.call('contracts.checkFlows', { id, text: flows });
  expect(checked).toMatchObject({ ok: true, flows: [{ id: 'twice', title: 'An exam, and another of the same name' }] });
  expect(await bench.call('flows.list', { contractId: id })).toEqual([]);
  await bench.call('contracts.importFlows', { id, text: flows });
  const { id: runId } = await bench.call('flows.start', {
    connectionId: connection.id,
    flowId: 'twice',
    inputs: { title: 'Ours' },
  });
  const isOver = (event: AppEvent): event is Extract<AppEvent, { type: 'flow.changed' }> =>
    event.type === 'flow.changed' && event.state !== 'running';
  await bench.until(isOver);
  const run = await bench.call('flows.get', { id: runId });
  expect(run).toMatchObject({ state: 'finished', outputs: { name: 'Ours again' } });
  await bench.restart();
  expect((await bench.call('flows.list', { contractId: id })).map((flow) => flow.id)).toEqual(['twice']);
});

test('a file with errors is refused with every place, and the flows there are stay', async () => {
  await bench.call('contracts.importFlows', { id, text: flows });
  const wrong = flows.replaceAll('operationId: createExam', 'operationId: makeExam');
  const checked = await bench.call('contracts.checkFlows', { id, text: wrong });
  expect(checked).toMatchObject({
    ok: false,
    errors: [{ line: 13, path: '/workflows/0/steps/0/operationId' }, { line: 17 }],
  });
  const refusal = await bench.refusal('contracts.importFlows', { id, text: wrong });
  expect(refusal).toMatchObject({ code: 'flows.invalid', params: { line: 13, count: 2 } });
  expect(await bench.call('flows.list', { contractId: id })).toHaveLength(1);
});

test('a contract imported anew keeps its flows; what no longer fits is told with its place', async () => {
  await bench.call('contracts.importFlows', { id, text: flows });
  await bench.call('contracts.import', { id, text: openApi });
  expect(await bench.call('flows.list', { contractId: id })).toHaveLength(1);
  await bench.call('contracts.import', {
    id,
    text: openApi.replace('operationId: createExam', 'operationId: addExam'),
  });
  const refusal = await bench.refusal('flows.list', { contractId: id });
  expect(refusal).toMatchObject({
    code: 'flows.invalid',
    params: { message: 'The contract has no operation "createExam".' },
  });
});

test('built-in flows cannot be replaced or removed, and what is not there cannot be removed', async () => {
  const builtIn = { id: 'proctorexam' };
  expect((await bench.refusal('contracts.importFlows', { ...builtIn, text: flows })).code).toBe('conflict');
  expect((await bench.refusal('contracts.deleteFlows', builtIn)).code).toBe('conflict');
  expect((await bench.refusal('contracts.deleteFlows', { id })).code).toBe('not-found');
  await bench.call('contracts.importFlows', { id, text: flows });
  await bench.call('contracts.deleteFlows', { id });
  expect(await bench.call('flows.list', { contractId: id })).toEqual([]);
});
