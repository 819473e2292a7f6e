import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { ConnectionDraft } from '../../protocol/models/connection.ts';
import type { Exchange } from '../../protocol/models/exchanges/exchange.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { Log } from '../ports.ts';
import { openStorage, type Storage, type StorageOptions } from './open-storage.ts';

/** A folder of the running test, gone after it. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A log that keeps its lines for the test to look at. */
export function recordingLog(): Log & { lines: string[] } {
  const lines: string[] = [];
  return {
    lines,
    info: (message, facts) => lines.push(`${message} ${JSON.stringify(facts ?? {})}`),
    error: (message, _cause, facts) => lines.push(`${message} ${JSON.stringify(facts ?? {})}`),
  };
}

export const testTime = Date.UTC(2026, 0, 31, 12);
export const testClock = { now: () => testTime };

/** Opens storage that is closed at the end of the test. */
export async function openTestStorage(folder: string, options: Partial<StorageOptions> = {}): Promise<Storage> {
  const storage = await openStorage({ folder, appVersion: '1.0.0', clock: testClock, log: recordingLog(), ...options });
  onTestFinished(() => storage.close());
  return storage;
}

export function someDraft(changes: Partial<ConnectionDraft> = {}): ConnectionDraft {
  return {
    name: 'Northfield University',
    contractId: 'proctorexam',
    baseUrl: 'https://exams.example',
    credentialId: null,
    environment: 'test',
    variables: { institute: '7' },
    notes: '',
    ...changes,
  };
}

export function someExchange(changes: Partial<Exchange> = {}): Exchange {
  return {
    id: 'exchange-1',
    kind: 'request',
    connectionId: 'connection-1',
    connectionName: 'Northfield University',
    contractId: 'proctorexam',
    operationId: 'createToolProvider',
    operationTitle: 'Create a tool provider',
    environment: 'test',
    startedAt: testTime,
    finishedAt: testTime + 120,
    state: 'finished',
    method: 'POST',
    url: 'https://exams.example/api/v3/tool_providers',
    status: 200,
    verdict: 'conforms',
    headline: 'Created as documented.',
    request: {
      method: 'POST',
      url: 'https://exams.example/api/v3/tool_providers',
      headers: [['Content-Type', 'application/json']],
      fields: [],
      body: '{"name":"Shelf"}',
    },
    form: [{ name: 'name', in: 'body', value: 'Shelf' }],
    launchMode: null,
    thirdPartyCookies: 'allowed',
    abRun: null,
    explanation: null,
    sentAnyway: false,
    hops: [],
    judgedHop: null,
    verdictDetail: null,
    problem: null,
    returned: null,
    outcomes: [],
    observations: [],
    contentItems: null,
    ...changes,
  };
}

/** The problem `work` fails with; the test fails when it does not, or fails with anything else. */
export async function problemOf(work: () => unknown): Promise<ProblemError['problem']> {
  try {
    await work();
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
  throw new Error('expected a problem, but there was none');
}
