import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import type { Connection } from '../../../src/protocol/models/connection.ts';
import { Bench, provider } from '../../integration/bench.ts';
import { CoreProcess } from './core-process.ts';

let bench: Bench;
let exam: Connection;
beforeEach(async () => {
  bench = new Bench();
  const connection = await bench.sandbox();
  exam = connection('Exam platform');
});
afterEach(() => bench.remove());

const deletions = () => bench.call('trash.list', {});

async function onlyCredential(): Promise<string> {
  const { credentialId } = await bench.call('connections.get', { id: exam.id });
  if (credentialId === null) throw new Error('the connection has no credential');
  return credentialId;
}

test('a deleted connection comes back with its forms', async () => {
  const form = { values: [], placement: 'header' as const, signatureMethod: null, launchMode: null };
  await bench.call('connections.saveForm', { id: exam.id, operationId: 'createToolProvider', form });
  const before = await bench.call('connections.get', { id: exam.id });
  await bench.call('connections.delete', { id: exam.id });
  expect(await deletions()).toMatchObject([{ kind: 'connection', name: 'Exam platform', count: 1 }]);
  expect(await bench.refusal('connections.get', { id: exam.id })).toMatchObject({ code: 'not-found' });

  await bench.call('trash.restore', {});
  expect(await bench.call('connections.get', { id: exam.id })).toEqual(before);
  const kept = await bench.call('connections.loadForm', { id: exam.id, operationId: 'createToolProvider' });
  expect(kept.placement).toBe('header');
  expect(await deletions()).toEqual([]);
});

test('a deleted credential opens again, and a connection brings its credential back with it', async () => {
  const id = await onlyCredential();
  await bench.call('connections.delete', { id: exam.id });
  await bench.call('credentials.delete', { id });
  const [, connection] = await deletions();
  expect(await bench.call('trash.restore', { id: connection?.id })).toMatchObject([
    { kind: 'credential' },
    { kind: 'connection' },
  ]);
  const exchange = await bench.send(exam, 'createToolProvider', provider);
  expect(exchange.verdict).toBe('conforms');
});

test('deleted exchanges come back with their bodies and are found by the search', async () => {
  const { id } = await bench.send(exam, 'createToolProvider', provider);
  const query = { search: 'createToolProvider', limit: 10 };
  const before = await bench.call('exchanges.get', { id });
  const found = await bench.call('exchanges.list', query);
  await bench.call('exchanges.delete', { ids: [id] });
  const later = await bench.send(exam, 'listToolProviders', {});
  expect((await bench.call('exchanges.list', query)).total).toBe(0);
  await bench.call('trash.restore', {});
  expect(await bench.call('exchanges.get', { id })).toEqual(before);
  expect(await bench.call('exchanges.list', query)).toEqual(found);
  expect(await bench.call('exchanges.get', { id: later.id })).toEqual(later);
});

test('an exchange deleted while it ran comes back as one that was stopped', async () => {
  await bench.call('sandbox.setFault', { server: 'examPlatform', fault: { kind: 'delay', milliseconds: 20_000 } });
  const id = await bench.start(exam, 'createToolProvider', provider);
  await bench.call('exchanges.delete', { ids: [id] });
  await bench.call('trash.restore', {});
  // Its cancellation may be over before it comes back, or after.
  const state = async () => (await bench.call('exchanges.get', { id })).state;
  await expect.poll(state).toMatch(/^(interrupted|cancelled)$/);
});

test('a person, a course and an imported contract come back', async () => {
  const before = await bench.call('roster.list', {});
  const [person] = before.people;
  const [course] = before.courses;
  if (person === undefined || course === undefined) throw new Error('the roster is empty');
  await bench.call('roster.deletePerson', { id: person.id });
  await bench.call('roster.deleteCourse', { id: course.id });
  const text = readFileSync(new URL('../../fixtures/lti-tool.openapi.yaml', import.meta.url), 'utf8');
  const contract = await bench.call('contracts.import', { id: 'mine', text });
  await bench.call('contracts.delete', { id: 'mine' });
  expect((await deletions()).map(({ kind }) => kind)).toEqual(['contract', 'course', 'person']);
  for (const { id } of await deletions()) await bench.call('trash.restore', { id });
  expect(await bench.call('roster.list', {})).toEqual(before);
  expect(await bench.call('contracts.get', { id: 'mine' })).toEqual(contract);
});

test('what has taken the place of something deleted is not overwritten', async () => {
  const text = readFileSync(new URL('../../fixtures/lti-tool.openapi.yaml', import.meta.url), 'utf8');
  await bench.call('contracts.import', { id: 'mine', text });
  await bench.call('contracts.delete', { id: 'mine' });
  await bench.call('contracts.import', { id: 'mine', text });
  expect(await bench.refusal('trash.restore', {})).toMatchObject({ code: 'trash.taken', params: { name: 'mine' } });
  expect(await deletions()).toHaveLength(1);
});

test('nothing to bring back is said', async () => {
  expect(await bench.refusal('trash.restore', {})).toMatchObject({ code: 'not-found' });
});

test('a crash of core leaves what can be brought back, a start of the app does not', async () => {
  await bench.call('connections.delete', { id: exam.id });
  await bench.core.close();
  const draft = { name: 'Deleted', contractId: 'proctorexam', baseUrl: 'https://exam.example', credentialId: null };
  const started = async (again: boolean) => {
    const core = new CoreProcess(bench.folder, { again });
    onTestFinished(() => core.kill());
    await core.ready;
    return core;
  };
  const killed = async (core: CoreProcess) => {
    core.kill();
    await core.ended;
  };
  const first = await started(false);
  expect(await first.call('trash.list', {})).toEqual([]);
  const { id } = await first.call('connections.create', { draft: { ...draft, environment: 'test' } });
  await first.call('connections.delete', { id });
  await killed(first);

  const again = await started(true);
  expect(await again.call('trash.restore', {})).toMatchObject([{ kind: 'connection', name: 'Deleted' }]);
  expect(await again.call('connections.get', { id })).toMatchObject({ name: 'Deleted' });
  await again.call('connections.delete', { id });
  await killed(again);

  const anew = await started(false);
  expect(await anew.call('trash.list', {})).toEqual([]);
  await killed(anew);
});

/** The sealed secrets of the closed database, as they would be found in it. */
function sealedSecrets(recordId: string): string[] {
  const database = new Database(join(bench.folder, 'countersign.db'), { readonly: true });
  const rows = database.prepare('SELECT sealed FROM secrets WHERE record_id = ?').all(recordId);
  database.close();
  return z
    .array(z.object({ sealed: z.instanceof(Buffer) }))
    .parse(rows)
    .flatMap(({ sealed }) => [sealed.toString('latin1'), sealed.toString('base64')]);
}

test('once the app is closed, nothing of a deleted credential is left in any file', async () => {
  const id = await onlyCredential();
  await bench.core.close();
  const secrets = sealedSecrets(id);
  expect(secrets.length).toBeGreaterThan(0);
  const holding = () =>
    readdirSync(bench.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .filter((file) => secrets.some((secret) => readFileSync(file, 'latin1').includes(secret)));
  expect(holding()).toHaveLength(1);

  await bench.restart();
  await bench.call('connections.delete', { id: exam.id });
  await bench.call('credentials.delete', { id });
  expect(await deletions()).toHaveLength(2);
  await bench.restart();
  expect(await deletions()).toEqual([]);
  await bench.core.close();
  expect(holding()).toEqual([]);
});
