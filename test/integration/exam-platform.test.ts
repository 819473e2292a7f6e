import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { noKeychain, noStage } from '../../src/core/adapters/node/system.ts';
import { type Core, createCore } from '../../src/core/index.ts';
import {
  type CommandInput,
  type CommandName,
  type CommandOutput,
  commands,
} from '../../src/protocol/commands/index.ts';
import type { Connection } from '../../src/protocol/models/connection.ts';
import type { FormValue } from '../../src/protocol/models/contract.ts';
import type { Exchange } from '../../src/protocol/models/exchanges/exchange.ts';
import type { FormFile } from '../../src/protocol/models/exchanges/form-file.ts';

let folder: string;
let core: Core;
let exam: Connection;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-exam-'));
  core = createCore({
    folder,
    resources: fileURLToPath(new URL('../../resources', import.meta.url)),
    appVersion: '0.0.0-test',
    sandboxEntry: fileURLToPath(new URL('../../src/sandbox/worker.ts', import.meta.url)),
    keys: noKeychain,
    stage: noStage,
  });
  await call('vault.create', { method: { kind: 'passphrase', passphrase: 'correct horse battery staple' } });
  await call('workspace.createSandbox', {});
  const found = (await call('connections.list', {})).find(({ name }) => name === 'Exam platform');
  if (found === undefined) throw new Error('no exam platform');
  exam = found;
});

afterAll(async () => {
  await core.close();
  rmSync(folder, { recursive: true, force: true });
});

const outputs: { [N in CommandName]: { output: z.ZodType<CommandOutput<N>> } } = commands;

async function call<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandOutput<N>> {
  const result = await core.dispatch(name, input);
  if (!result.ok) throw new Error(`${name}: ${JSON.stringify(result.problem)}`);
  return outputs[name].output.parse(result.output);
}

/** A text file with this content. */
async function textFile(content: string): Promise<FormFile> {
  const bytes = Buffer.from(content);
  const { id } = await call('files.begin', { file: { name: 'rules.txt', mediaType: '', size: bytes.length } });
  await call('files.append', { id, data: bytes.toString('base64') });
  return call('files.finish', { id });
}

async function send(operationId: string, values: Readonly<Record<string, string>>): Promise<Exchange> {
  const { operations } = await call('contracts.get', { id: exam.contractId });
  const fields = operations.find(({ id }) => id === operationId)?.fields ?? [];
  const { values: begun } = await call('connections.loadForm', { id: exam.id, operationId });
  const typed: FormValue[] = [];
  for (const [name, value] of Object.entries(values)) {
    const field = fields.find((candidate) => candidate.name === name);
    const place = { name, in: field?.in ?? 'body' };
    typed.push(field?.file === undefined ? { ...place, value } : { ...place, value: '', file: await textFile(value) });
  }
  const replaced = new Set(Object.keys(values));
  const kept = begun.filter(({ name }) => !replaced.has(name));
  const over = new Map<string, () => void>();
  const ended = new Set<string>();
  const stop = core.onEvent((event) => {
    if (event.type !== 'exchange.changed' || event.exchange.state === 'running') return;
    ended.add(event.exchange.id);
    over.get(event.exchange.id)?.();
  });
  const form = { connectionId: exam.id, operationId, values: [...kept, ...typed] };
  const { id } = await call('exchanges.send', { form, anyway: false });
  if (!ended.has(id)) await new Promise<void>((resolve) => over.set(id, resolve));
  stop();
  return call('exchanges.get', { id });
}

/** What a verdict finds wrong, or doubtful. */
function complaints({ verdictDetail }: Exchange): unknown[] {
  return (verdictDetail?.checks ?? []).filter(({ level }) => level === 'error' || level === 'warning');
}

const provider = {
  tool_name: 'Bookshelf',
  oauth_consumer_key: 'key',
  oauth_consumer_secret: 'secret',
  tool_url: 'https://tool.example/books/book',
};

/** In this order each call finds what the ones before it have made. */
const calls: readonly (readonly [operation: string, values: Readonly<Record<string, string>>, status: number])[] = [
  ['createExam', { name: 'Final exam', type: 'classic', duration_minutes: '90', mobile_cam: 'false' }, 200],
  [
    'listExams',
    { filter: '{"name":"Final exam"}', sort: '[{"start_time":"desc"},{"name":"asc"}]', status: 'open' },
    200,
  ],
  ['showExam', { id: '1' }, 200],
  ['showExam', { id: '99' }, 404],
  ['updateExam', { id: '1', name: 'Finals', allow_calculator: 'true', allowed_calculator_type: 'Basic' }, 200],
  ['createToolProvider', provider, 200],
  ['listToolProviders', { page: '1', limit: '10' }, 200],
  ['showToolProvider', { id: '1' }, 200],
  ['updateToolProvider', { id: '1', lti_custom_data: '{"vbid":"L-999-70103"}' }, 200],
  ['createLtiResource', { lti_resource_link_name: 'The book', exam_id: '1', tool_provider_id: '1' }, 200],
  ['createLtiResource', { lti_resource_link_name: 'The book', exam_id: '7', tool_provider_id: '1' }, 404],
  ['listLtiResources', {}, 200],
  ['showLtiResource', { id: '1' }, 200],
  ['showLtiResource', { id: '99' }, 404],
  ['updateLtiResource', { id: '1', open_in_new_tab: 'true' }, 200],
  ['createDocument', { exam_id: '1', exam_content: '<p>Read {LTI_EXAM_1}.</p>' }, 200],
  ['listDocuments', { exam_id: '1' }, 200],
  ['showDocument', { exam_id: '1', id: '1' }, 200],
  ['updateDocument', { exam_id: '1', id: '1', exam_content: 'Open {LTI_EXAM_1} – ü' }, 200],
  ['createAttachment', { exam_id: '1', document: 'No phones.' }, 200],
  ['createAttachment', { exam_id: '1', document: '' }, 422],
  ['createAttachment', { exam_id: '99', document: 'No phones.' }, 404],
  ['listAttachments', { exam_id: '1' }, 200],
  ['showAttachment', { exam_id: '1', id: '1' }, 200],
  ['deleteAttachment', { exam_id: '1', id: '1' }, 200],
  ['deleteAttachment', { exam_id: '1', id: '1' }, 404],
  ['createStudentSession', { exam_id: '1', name: 'Sam Reader', email: 'sam@school.example' }, 200],
  ['listStudentSessions', { exam_id: '1' }, 200],
  ['showLtiStudent', { id: '1', student_lms_id: 'nobody', resource_link_id: '1' }, 404],
  ['sendEmails', { id: '1' }, 200],
  ['deleteToolProvider', { id: '1' }, 423],
  ['deleteDocument', { exam_id: '1', id: '1' }, 200],
  ['deleteDocument', { exam_id: '1', id: '1' }, 404],
  ['deleteExam', { id: '1' }, 200],
  ['deleteToolProvider', { id: '1' }, 200],
  ['deleteToolProvider', { id: '1' }, 404],
];

test('every operation of the contract is answered by the exam platform as the contract says', async () => {
  for (const [operation, values, status] of calls) {
    const exchange = await send(operation, values);
    expect({ operation, status: exchange.status, verdict: exchange.verdict, complaints: complaints(exchange) }).toEqual(
      {
        operation,
        status,
        verdict: 'conforms',
        complaints: [],
      },
    );
  }
  const { operations } = await call('contracts.get', { id: exam.contractId });
  expect(new Set(calls.map(([operation]) => operation))).toEqual(new Set(operations.map(({ id }) => id)));
});

test('the status of the sandbox says where candidates take an exam', async () => {
  const { servers, examPageUrl } = await call('sandbox.status', {});
  expect(servers.map(({ server }) => server)).toEqual(['examPlatform', 'bookshelf', 'libraryStore', 'misbehavingTool']);
  await send('createExam', { name: 'Watched', type: 'classic' });
  const response = await fetch((examPageUrl ?? '').replace('{id}', '2'));
  expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('Watched')]);
});

test('every connection of the sandbox workspace has a contract and a running server', async () => {
  const connections = await call('connections.list', {});
  const contracts = z.array(z.object({ id: z.string() })).parse(await call('contracts.list', {}));
  for (const { name, contractId, baseUrl } of connections) {
    expect([name, contracts.some(({ id }) => id === contractId)]).toEqual([name, true]);
    expect((await fetch(new URL(baseUrl).origin)).status).toBeLessThan(500);
  }
  expect(connections.map(({ name }) => name).sort()).toEqual([
    'Bookshelf',
    'Bookshelf, wrong secret',
    'Exam platform',
    'Library store',
    'Library store (LTI 1.3)',
    'Misbehaving tool',
  ]);
});
