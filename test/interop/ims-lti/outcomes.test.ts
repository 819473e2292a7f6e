import { OutcomeService } from 'ims-lti';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import type { Exchange } from '../../../src/protocol/models/exchanges/exchange.ts';
import { appliedPresetSchema, lmsPresetIds } from '../../../src/protocol/models/lti/lti.ts';
import { gradeSchema } from '../../../src/protocol/models/lti/platform.ts';
import { rosterSchema } from '../../../src/protocol/models/lti/roster.ts';
import type { Pairs } from '../../../src/protocol/models/pairs.ts';
import {
  passphrase,
  postedValue,
  toolKey,
  toolSecret,
  type WorkspaceWithTool,
  workspaceWithTool,
} from '../../fixtures/workspace-with-tool.ts';
import { type ImsLtiTool, startImsLtiTool } from './tool.ts';

let tool: ImsLtiTool;
let workspace: WorkspaceWithTool;

beforeEach(async () => {
  tool = await startImsLtiTool(toolKey, toolSecret);
  workspace = await workspaceWithTool(tool.origin);
});
afterEach(async () => {
  await workspace.close();
  await tool.close();
});

type Send = (service: OutcomeService, done: (error: Error | null, result: unknown) => void) => void;
type Outcome = { error: string | null; result: unknown };

/** Sends a message the way a tool does and answers with what the library made of the answer. */
function asTool(service: OutcomeService | false | undefined, send: Send): Promise<Outcome> {
  if (service === undefined || service === false) throw new Error('the launch offered no outcomes');
  return new Promise((resolve) => {
    send(service, (error, result) => resolve({ error: error?.message ?? null, result }));
  });
}
const replace =
  (score: number): Send =>
  (service, done) =>
    service.send_replace_result(score, done);
const read: Send = (service, done) => service.send_read_result(done);
const remove: Send = (service, done) => service.send_delete_result(done);

const grades = async () => z.array(gradeSchema).parse(await workspace.ask('grades.list', {}));

async function launchAs(preset: string): Promise<Exchange> {
  const { people, courses } = rosterSchema.parse(await workspace.ask('roster.list', {}));
  const [course] = courses;
  const input = {
    preset,
    personId: people.find(({ roles }) => roles === 'Learner')?.id,
    courseId: course?.id,
    placementId: course?.placements[0]?.id,
    graded: true,
    custom: [['service', '$BasicOutcome.url']],
  };
  const { fields } = appliedPresetSchema.parse(await workspace.ask('lti.applyPreset', input));
  return workspace.launch(fields, { outcomes: true, returnUrl: true });
}

test.each(lmsPresetIds)('a result of a %s launch is kept, read and removed', async (preset) => {
  const launched = await launchAs(preset);
  expect(launched).toMatchObject({ state: 'finished', status: 200 });
  expect(postedValue(launched, 'custom_service')).toBe(postedValue(launched, 'lis_outcome_service_url'));
  const service = tool.launches[0]?.provider.outcome_service;

  expect(await asTool(service, replace(0.75))).toEqual({ error: null, result: true });
  expect(await asTool(service, read)).toEqual({ error: null, result: 0.75 });
  expect(await grades()).toMatchObject([
    {
      connectionId: workspace.connectionId,
      exchangeId: launched.id,
      sourcedId: postedValue(launched, 'lis_result_sourcedid'),
      userId: postedValue(launched, 'user_id'),
      score: 0.75,
    },
  ]);
  expect(await asTool(service, remove)).toEqual({ error: null, result: true });
  expect(await grades()).toMatchObject([{ score: null }]);

  const { outcomes } = await workspace.exchange(launched.id);
  expect(
    outcomes.map(({ operation, codeMajor, verified, findings }) => [operation, codeMajor, verified, findings]),
  ).toEqual([
    ['replaceResult', 'success', true, []],
    ['readResult', 'success', true, []],
    ['deleteResult', 'success', true, []],
  ]);
  expect(JSON.stringify(outcomes)).not.toContain(toolSecret);
});

test('a result signed with another secret is refused, recorded and changes nothing', async () => {
  const launched = await launchAs('plain');
  const forged = new OutcomeService({
    consumer_key: toolKey,
    consumer_secret: 'another secret',
    service_url: postedValue(launched, 'lis_outcome_service_url'),
    source_did: postedValue(launched, 'lis_result_sourcedid'),
  });
  const { error } = await asTool(forged, replace(1));
  expect(error).toContain('signature');
  expect(await grades()).toMatchObject([{ score: null }]);
  const { outcomes } = await workspace.exchange(launched.id);
  expect(outcomes).toMatchObject([{ verified: false, codeMajor: 'failure', response: { status: 401 } }]);
});

test('a locked vault is said to be the reason, and the tool may try again', async () => {
  await launchAs('plain');
  const service = tool.launches[0]?.provider.outcome_service;
  await workspace.ask('vault.lock', {});
  expect((await asTool(service, replace(1))).error).toContain('cannot be checked now');
  await workspace.ask('vault.unlock', { method: { kind: 'passphrase', passphrase } });
  expect(await asTool(service, replace(1))).toEqual({ error: null, result: true });
});

test('a second launch of the same person at the same link leaves the grade', async () => {
  await launchAs('moodle');
  await asTool(tool.launches[0]?.provider.outcome_service, replace(0.5));
  const second = await launchAs('moodle');
  expect(await asTool(tool.launches[1]?.provider.outcome_service, read)).toEqual({ error: null, result: 0.5 });
  expect(await grades()).toMatchObject([{ exchangeId: second.id, score: 0.5 }]);
});

test('a Canvas launch to a URL with a query is accepted only with legacy query signing', async () => {
  const withQuery = await workspaceWithTool(`${tool.origin}/?course=7`);
  const fields: Pairs = [
    ['lti_message_type', 'basic-lti-launch-request'],
    ['lti_version', 'LTI-1p0'],
    ['resource_link_id', 'l'],
    ['tool_consumer_info_product_family_code', 'canvas'],
  ];
  try {
    const legacy = await withQuery.launch(fields, undefined, 'canvas-legacy');
    expect(legacy).toMatchObject({ status: 200, url: `${tool.origin}/launch?course=7` });
    expect(postedValue(legacy, 'course')).toBe('7');
    expect(await withQuery.launch(fields)).toMatchObject({ status: 403 });
  } finally {
    await withQuery.close();
  }
});

test('a launch without outcomes offers none, and a deleted one answers no more', async () => {
  const launched = await launchAs('plain');
  const url = postedValue(launched, 'lis_outcome_service_url');
  await workspace.ask('exchanges.delete', { ids: [launched.id] });
  expect((await fetch(url, { method: 'POST', body: '<a/>' })).status).not.toBe(200);

  const fields = launched.request.fields.filter(([name]) => !/^(oauth_|lis_outcome|lis_result)/.test(name));
  await workspace.launch(fields);
  expect(tool.launches.at(-1)?.provider.outcome_service).toBe(false);
});
