import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { previewSchema } from '../../src/protocol/commands/exchanges.ts';
import { exchangeSummarySchema } from '../../src/protocol/models/exchanges/exchange.ts';
import { platformPartSchema } from '../../src/protocol/models/lti/launch-setup.ts';
import { lmsPresetSchema, parsedRolesSchema, roleGroupSchema } from '../../src/protocol/models/lti/lti.ts';
import type { Pairs } from '../../src/protocol/models/pairs.ts';
import { signOutputSchema } from '../../src/protocol/models/signing.ts';
import { credentialSchema } from '../../src/protocol/models/vault/vault.ts';
import { getOverLoopback, postOverLoopback } from '../fixtures/loopback.ts';
import { type RecordingTool, startRecordingTool } from '../fixtures/recording-tool.ts';
import {
  postedValue,
  toolKey,
  toolSecret,
  type WorkspaceWithTool,
  workspaceWithTool,
} from '../fixtures/workspace-with-tool.ts';

const fields: Pairs = [
  ['lti_message_type', 'basic-lti-launch-request'],
  ['lti_version', 'LTI-1p0'],
  ['resource_link_id', 'link-1'],
  ['user_id', 'u-1'],
];

let tool: RecordingTool;
let workspace: WorkspaceWithTool;

beforeEach(async () => {
  tool = await startRecordingTool();
  workspace = await workspaceWithTool(tool.origin);
});
afterEach(async () => {
  await workspace.close();
  await tool.close();
});

describe('coming back', () => {
  test('what the tool says is shown and recorded, found by search, and never its secret', async () => {
    const launched = await workspace.launch(fields, { returnUrl: true });
    expect(launched.returned).toBeNull();
    const back = postedValue(launched, 'launch_presentation_return_url');
    const query = new URLSearchParams({ lti_errormsg: 'Quiz <closed>', lti_log: `key ${toolSecret}` });
    const page = await getOverLoopback(`${back}?${query}`);
    expect(page).toMatchObject({ status: 200 });
    expect(page.body).toContain('Quiz &lt;closed&gt;');

    const { returned } = await workspace.exchange(launched.id);
    expect(returned).toMatchObject({ errorMessage: 'Quiz <closed>', message: null, log: 'key ••••••' });
    const found = z
      .object({ rows: z.array(exchangeSummarySchema) })
      .parse(await workspace.ask('exchanges.list', { search: 'closed' }));
    expect(found.rows.map(({ id }) => id)).toEqual([launched.id]);
  });

  test('each launch has a URL of its own', async () => {
    const first = await workspace.launch(fields, { returnUrl: true });
    const second = await workspace.launch(fields, { returnUrl: true });
    await getOverLoopback(`${postedValue(second, 'launch_presentation_return_url')}?lti_msg=done`);
    expect((await workspace.exchange(first.id)).returned).toBeNull();
    expect((await workspace.exchange(second.id)).returned).toMatchObject({ message: 'done' });
  });
});

describe('choosing content', () => {
  const contentItems = {
    acceptMediaTypes: ['application/vnd.ims.lti.v1.ltilink'],
    presentationTargets: ['iframe' as const],
    data: 'opaque',
  };
  const item = { '@type': 'LtiLinkItem', mediaType: 'application/vnd.ims.lti.v1.ltilink', title: 'Quiz' };
  const answer: Pairs = [
    ['lti_message_type', 'ContentItemSelection'],
    ['lti_version', 'LTI-1p0'],
    [
      'content_items',
      JSON.stringify({ '@context': 'http://purl.imsglobal.org/ctx/lti/v1/ContentItem', '@graph': [item] }),
    ],
    ['data', 'opaque'],
  ];

  async function signedBy(secret: string, url: string): Promise<string> {
    const input = { scheme: 'oauth1', method: 'POST', url, params: answer, credential: { key: toolKey, secret } };
    return signOutputSchema.parse(await workspace.ask('signing.sign', input)).request.body ?? '';
  }

  test('the request reaches the tool, and its signed answer is recorded with the launch', async () => {
    const launched = await workspace.launch(fields, { contentItems });
    const received = tool.received.at(-1);
    expect(received?.get('lti_message_type')).toBe('ContentItemSelectionRequest');
    expect(received?.has('resource_link_id')).toBe(false);
    const url = received?.get('content_item_return_url') ?? '';
    expect(url).toBe(postedValue(launched, 'content_item_return_url'));

    const page = await postOverLoopback(url, await signedBy(toolSecret, url));
    expect(page.status).toBe(200);
    expect(page.body).toContain('Quiz');
    expect((await workspace.exchange(launched.id)).contentItems).toMatchObject({
      verified: true,
      findings: [],
      items: [{ title: 'Quiz', type: 'LtiLinkItem' }],
    });
  });

  test('an answer of somebody else is recorded as such', async () => {
    const launched = await workspace.launch(fields, { contentItems });
    const url = postedValue(launched, 'content_item_return_url');
    await postOverLoopback(url, await signedBy('guessed', url));
    expect((await workspace.exchange(launched.id)).contentItems).toMatchObject({ verified: false });
  });

  test('an answer signed with the secret before is accepted while its overlap lasts, and told', async () => {
    const launched = await workspace.launch(fields, { contentItems });
    const url = postedValue(launched, 'content_item_return_url');
    const credentials = async () => z.array(credentialSchema).parse(await workspace.ask('credentials.list', {}));
    const [before] = await credentials();
    expect(before?.lastUse).toMatchObject({ purpose: 'launch', connectionId: workspace.connectionId });
    const { name = '', allowedHosts = [] } = before ?? {};
    const id = workspace.credentialId;
    const draft = { kind: 'oauth-consumer', name, consumerKey: toolKey, secret: 'a-new-secret', allowedHosts };
    await workspace.ask('credentials.update', { id, draft, overlap: { kind: 'for', hours: 1 } });

    await postOverLoopback(url, await signedBy(toolSecret, url));
    expect((await workspace.exchange(launched.id)).contentItems).toMatchObject({
      verified: true,
      findings: [{ id: 'signature-previous-secret', level: 'warning' }],
    });
    await postOverLoopback(url, await signedBy('a-new-secret', url));
    expect((await workspace.exchange(launched.id)).contentItems).toMatchObject({ verified: true, findings: [] });

    await workspace.ask('credentials.endOverlap', { id });
    await postOverLoopback(url, await signedBy(toolSecret, url));
    expect((await workspace.exchange(launched.id)).contentItems).toMatchObject({ verified: false });
  });
});

test('a preview shows URLs at which nobody answers', async () => {
  const form = {
    connectionId: workspace.connectionId,
    operationId: 'launchTool',
    values: fields.map(([name, value]) => ({ name, value, in: 'body' })),
    platform: platformPartSchema.parse({ returnUrl: true, outcomes: true }),
  };
  const { signed } = previewSchema.parse(await workspace.ask('exchanges.preview', { form }));
  const shown = new Map(signed?.request.fields);
  expect(shown.get('lis_result_sourcedid')).toMatch(/^[0-9a-f]{32}$/);
  const back = shown.get('launch_presentation_return_url') ?? '';
  expect((await getOverLoopback(back)).status).toBe(404);
  expect(await workspace.ask('grades.list', {})).toEqual([]);
});

test('the commands of presets and roles answer what the protocol says', async () => {
  expect(z.array(lmsPresetSchema).parse(await workspace.ask('lti.presets', {}))).toHaveLength(8);
  expect(z.array(roleGroupSchema).parse(await workspace.ask('lti.roles', {}))).toHaveLength(3);
  const parsed = parsedRolesSchema.parse(await workspace.ask('lti.parseRoles', { roles: 'Student' }));
  expect(parsed.findings.map(({ id }) => id)).toEqual(['short-name-not-context']);
  const nowhere = { preset: 'canvas', personId: 'x', courseId: 'y', placementId: 'z' };
  expect(await workspace.core.dispatch('lti.applyPreset', nowhere)).toMatchObject({
    ok: false,
    problem: { code: 'not-found', params: { what: 'course', id: 'y' } },
  });
});
