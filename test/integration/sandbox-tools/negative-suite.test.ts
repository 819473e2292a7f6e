import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { firstAdvantageSetup } from '../../../src/protocol/models/advantage/launch.ts';
import type { NegativeCaseId, SuiteRun } from '../../../src/protocol/models/advantage/negative.ts';
import { misbehavingTargetLink } from '../../../src/protocol/sandbox-tool.ts';
import { Bench, passphrase } from '../bench.ts';
import { runCli } from '../cli-process.ts';

let bench: Bench;
let store: string;
let misbehaving: string;
let misbehavingOrigin: string;

beforeAll(async () => {
  bench = new Bench();
  await bench.createVault();
  await bench.call('sandbox.start', {});
  store = (await bench.call('registrations.createSandboxTool', { tool: 'libraryStore' })).connectionId;
  misbehaving = (await bench.call('registrations.createSandboxTool', { tool: 'misbehavingTool' })).connectionId;
  const { servers } = await bench.call('sandbox.status', {});
  misbehavingOrigin = servers.find(({ server }) => server === 'misbehavingTool')?.url ?? '';
});
afterAll(() => bench.remove());

const formFor = (connectionId: string, targetLinkUri = '') => ({
  connectionId,
  operationId: 'launchResourceLink',
  values: [],
  advantage: { ...firstAdvantageSetup, targetLinkUri },
});

async function over(id: string): Promise<SuiteRun> {
  await expect.poll(async () => (await bench.call('suite.get', { id })).state, { timeout: 60_000 }).not.toBe('running');
  return bench.call('suite.get', { id });
}

async function ran(connectionId: string, cases?: NegativeCaseId[], targetLinkUri?: string): Promise<SuiteRun> {
  const form = formFor(connectionId, targetLinkUri);
  const input = { form, consent: true, ...(cases === undefined ? {} : { cases }) } as const;
  return over((await bench.call('suite.run', input)).id);
}

const verdicts = ({ results }: SuiteRun) => Object.fromEntries(results.map(({ caseId, verdict }) => [caseId, verdict]));

describe('the negative suite', () => {
  test('finds nothing wrong with a tool that keeps the rules, whichever the case', async () => {
    const run = await ran(store);
    expect([run.state, run.problem, run.results.length]).toEqual(['finished', null, run.cases.length]);
    const bad = run.results.filter(({ verdict }) => verdict !== 'right' && verdict !== 'told');
    expect(bad.map(({ caseId, outcome, reason, said }) => ({ caseId, outcome, reason, said }))).toEqual([]);
  });

  test('says what a tool wrongly accepts, and keeps the launch of each case', async () => {
    const target = misbehavingTargetLink(misbehavingOrigin, 'token-unsigned-taken');
    const run = await ran(misbehaving, ['alg-none', 'wrong-key', 'expired'], target);
    expect(verdicts(run)).toEqual({ 'alg-none': 'wrong', 'wrong-key': 'right', expired: 'right' });
    const [first] = run.results;
    const exchange = await bench.call('exchanges.get', { id: first?.exchangeId ?? '' });
    expect(exchange.advantageLaunch?.legs.at(-1)?.token?.header).toMatchObject({ alg: 'none' });
  });

  test('is made of launches of its own each time, so that it can be repeated', async () => {
    const cases: NegativeCaseId[] = ['nonce-replayed', 'state-changed'];
    const [first, second] = [await ran(store, cases), await ran(store, cases)];
    expect(verdicts(second)).toEqual(verdicts(first));
    const made = [first, second].flatMap(({ baselines, results }) => [
      ...baselines,
      ...results.map(({ exchangeId }) => exchangeId),
    ]);
    expect(new Set(made).size).toBe(8);
  });

  test('can be stopped; what was found is kept, and it can be run again', async () => {
    const { id } = await bench.call('suite.run', { form: formFor(store), consent: true });
    await expect
      .poll(async () => (await bench.call('suite.get', { id })).results.length, { timeout: 30_000 })
      .toBeGreaterThan(0);
    await bench.call('suite.cancel', { id });
    const stopped = await over(id);
    expect(stopped.state).toBe('cancelled');
    expect(stopped.results.length).toBeLessThan(stopped.cases.length);
    expect((await ran(store, ['expired'])).state).toBe('finished');
    expect((await bench.call('suite.list', { connectionId: store })).map((run) => run.id)).toContain(id);
  });

  test('ends at once with a tool that refuses a launch that is right', async () => {
    const target = misbehavingTargetLink(misbehavingOrigin, 'login-redirect-unregistered');
    const run = await ran(misbehaving, ['expired'], target);
    expect([run.state, run.problem?.code, run.results]).toEqual(['failed', 'suite.good-launch-refused', []]);
  });

  test('is for launches of LTI 1.3, and for one run of a connection at a time', async () => {
    const first = bench.call('suite.run', { form: formFor(store), consent: true });
    const second = bench.call('suite.run', { form: formFor(store), consent: true });
    await expect(second).rejects.toMatchObject({ problem: { code: 'conflict' } });
    const { id } = await first;
    await expect(bench.call('suite.run', { form: formFor(store), consent: true })).rejects.toMatchObject({
      problem: { code: 'conflict' },
    });
    await bench.call('suite.cancel', { id });
    await over(id);
  });
});

test('on the command line it writes a report for each case, and ends with 1 where a rule is broken', async () => {
  const broken = await bench.call('connections.get', { id: misbehaving });
  const advantage = {
    ...firstAdvantageSetup,
    targetLinkUri: misbehavingTargetLink(misbehavingOrigin, 'token-unsigned-taken'),
  };
  await bench.call('connections.saveForm', {
    id: misbehaving,
    operationId: 'launchResourceLink',
    form: { values: [], placement: null, signatureMethod: null, launchMode: null, advantage },
  });
  await bench.core.close();
  const suite = (...args: string[]) =>
    runCli(bench.folder, ['suite', 'run', broken.name, ...args], { COUNTERSIGN_PASSPHRASE: passphrase });
  const unasked = await suite();
  expect([unasked.code, unasked.stderr]).toEqual([2, expect.stringContaining('--yes')]);
  const junit = join(bench.folder, 'suite.xml');
  const { code, stdout } = await suite(
    '--yes',
    '--case',
    'alg-none',
    '--case',
    'expired',
    '--report',
    `junit=${junit}`,
  );
  expect(stdout).toMatch(/^WRONG {3}Not signed \(alg none\): The tool accepted it\./m);
  expect(stdout).toMatch(/^ok {6}Expired: The tool refused it\./m);
  expect(code).toBe(1);
  const report = readFileSync(junit, 'utf8');
  expect(report).toContain('<testsuites tests="2" failures="1" errors="0" skipped="0"');
  expect(report).toMatch(/<failure type="negative" message="[^"]*The tool accepted it\./);
});
