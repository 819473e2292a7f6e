import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Misbehaviour } from '../../src/protocol/misbehaving/catalogue.ts';
import { type LaunchMode, maxHops } from '../../src/protocol/models/exchanges/exchange.ts';
import type { Timeline } from '../../src/protocol/models/exchanges/timeline.ts';
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
  withinMs = 20_000,
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
    { timeout: withinMs, interval: 100 },
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
  const { hops, findings } = await launched('page-loop', 'window', isFull, 60_000);
  expect(hops.length).toBe(maxHops);
  // Left alone, Chromium itself gives up after 200 at this pace, and at a slower one never.
  expect(await askedInAll()).toBeLessThan(maxHops + 50);
  const { rows } = await run(app, 'exchanges.list', { limit: 1 });
  expect(rows[0]?.verdict).toBe('deviates');
  expect(findings).toContainEqual(expect.objectContaining({ id: 'NET-01', title: 'The pages go round and round.' }));
  expect(findings.filter(({ title }) => title === 'A page went on by itself.')).toHaveLength(3);
});

/** How often the tool was asked for the loop's pages, once it is asked for nothing more. */
async function askedInAll(): Promise<number> {
  let before = -1;
  return vi.waitFor(
    async () => {
      const received = await run(app, 'sandbox.received', { server: 'misbehavingTool' });
      const asked = received.filter(({ path }) => path.startsWith('/launch/page-loop')).length;
      const isQuiet = asked === before;
      before = asked;
      if (!isQuiet) throw new Error(`The tool is still asked for its pages: ${asked} times by now.`);
      return asked;
    },
    { timeout: 20_000, interval: 1000 },
  );
}

row('B5', 'the tool asks for storage that is not there', async () => {
  const asked = await launched('storage-used', 'iframe', (seen) => of(seen, 'NET-07').length > 1);
  expect(of(asked, 'NET-07').map(({ title }) => title)).toContain('The platform did not answer a message.');
  expect(of(await launched('cookie-partitioned', 'iframe', settled), 'NET-07')).toEqual([]);
});
