import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Misbehaviour } from '../../src/protocol/misbehaving/catalogue.ts';
import { type LaunchMode, maxHops } from '../../src/protocol/models/exchange.ts';
import type { Timeline } from '../../src/protocol/models/timeline.ts';
import { row } from '../integration/failures/row.ts';
import { run } from './harness/commands.ts';
import { launchPlainApp, type PlainApp } from './harness/plain.ts';

/** Failures that only scripts in a real browser bring about, launched at the sandbox's misbehaving tool. */
let app: PlainApp;
let connectionId = '';

beforeAll(async () => {
  app = await launchPlainApp();
  const method = { kind: 'passphrase' as const, passphrase: 'only for this test of failures' };
  await run(app, 'vault.create', { method });
  await run(app, 'workspace.createSandbox', {});
  const all = await run(app, 'connections.list', {});
  connectionId = all.find(({ contractId }) => contractId === 'misbehaving-tool')?.id ?? '';
});
afterAll(() => app.close());

/** Launches a behaviour and answers with its timeline as soon as that holds what is waited for. */
async function launched(
  behaviour: Misbehaviour['id'],
  mode: LaunchMode,
  isSeen: (timeline: Timeline) => boolean,
): Promise<Timeline> {
  const operationId = 'launchMisbehaving';
  const { values } = await run(app, 'connections.loadForm', { id: connectionId, operationId });
  const chosen = [
    ...values.filter(({ name }) => name !== 'behaviour' && name !== 'course'),
    { name: 'behaviour', value: behaviour, in: 'path' as const },
  ];
  const form = { connectionId, operationId, values: chosen };
  const { id } = await run(app, 'exchanges.launch', { form, anyway: true, mode });
  return vi.waitFor(
    async () => {
      const { timeline } = await run(app, 'diagnosis.exchange', { id });
      if (!isSeen(timeline)) throw new Error(timeline.text);
      return timeline;
    },
    { timeout: 20_000, interval: 100 },
  );
}

const of = (timeline: Timeline, check: string) => timeline.findings.filter(({ id }) => id === check);
const settled = ({ hops }: Timeline) => hops.length > 0 && hops.every(({ status }) => status !== null);

row('B4', 'the tool opens a window nobody clicked for', async () => {
  const timeline = await launched('popup-fallback', 'iframe', (seen) => of(seen, 'NET-06').length > 0);
  expect(of(timeline, 'NET-06')[0]).toMatchObject({ severity: 'warning', owner: 'tool-vendor' });
  expect(of(await launched('cookie-partitioned', 'iframe', settled), 'NET-06')).toEqual([]);
});

test('NET-01 the tool begins its login again and again', async () => {
  const isFull = ({ observations }: Timeline) => observations.some(({ observation }) => observation.kind === 'limit');
  const { hops, findings } = await launched('page-loop', 'window', isFull);
  expect(hops.length).toBe(maxHops);
  const { rows } = await run(app, 'exchanges.list', { limit: 1 });
  expect(rows[0]?.verdict).toBe('deviates');
  expect(findings).toContainEqual(expect.objectContaining({ id: 'NET-01', title: 'The pages go round and round.' }));
});

row('B5', 'the tool asks for storage that is not there', async () => {
  const asked = await launched('storage-used', 'iframe', (seen) => of(seen, 'NET-07').length > 1);
  expect(of(asked, 'NET-07').map(({ title }) => title)).toContain('The platform did not answer a message.');
  expect(of(await launched('cookie-partitioned', 'iframe', settled), 'NET-07')).toEqual([]);
});
