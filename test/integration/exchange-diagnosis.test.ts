import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { exchangeDiagnosisSchema, harFileSchema } from '../../src/protocol/models/exchanges/exchange-diagnosis.ts';
import {
  passphrase,
  toolKey,
  toolSecret,
  type WorkspaceWithTool,
  workspaceWithTool,
} from '../fixtures/workspace-with-tool.ts';

const tool = createServer((request, response) => {
  request.resume();
  if (request.method === 'POST') response.writeHead(301, { location: `${request.url}/` }).end();
  else response.writeHead(405).end();
});
const port = () => {
  const address = tool.address();
  return address !== null && typeof address === 'object' ? address.port : 0;
};
let workspace: WorkspaceWithTool;
let id = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => tool.listen(0, '127.0.0.1', resolve));
  workspace = await workspaceWithTool(`http://127.0.0.1:${port()}`);
  const exchange = await workspace.launch([
    ['lti_message_type', 'basic-lti-launch-request'],
    ['lti_version', 'LTI-1p0'],
    ['resource_link_id', '1'],
  ]);
  id = exchange.id;
});
afterAll(async () => {
  await workspace.close();
  tool.closeAllConnections();
  tool.close();
});

const draftWith = (secret: string) => ({
  kind: 'oauth-consumer',
  name: 'Tool',
  consumerKey: toolKey,
  secret,
  allowedHosts: [`127.0.0.1:${port()}`],
});

const diagnose = async () => exchangeDiagnosisSchema.parse(await workspace.ask('diagnosis.exchange', { id }));

test('a launch whose form was lost: what was sent was right, and the first hop is to blame', async () => {
  const { timeline, signature, response } = await diagnose();
  expect(timeline.firstWrongHop).toBe(0);
  expect(timeline.findings[0]).toMatchObject({ id: 'NET-01', severity: 'error', owner: 'platform-admin' });
  expect(signature).toMatchObject({ state: 'checked', verdict: 'valid' });
  expect(response.status).toBe(301);
});

test('a credential that was changed since does not give the signature that was sent, and its secret is not told', async () => {
  const { credentialId } = workspace;
  const other = 'another-secret-for-tests';
  await workspace.ask('credentials.update', { id: credentialId, draft: draftWith(other) });
  const diagnosis = await diagnose();
  expect(diagnosis.signature).toMatchObject({ state: 'checked', verdict: 'invalid' });
  expect(JSON.stringify(diagnosis)).not.toContain(other);
  expect(JSON.stringify(diagnosis)).not.toContain(toolSecret);
  await workspace.ask('credentials.update', { id: credentialId, draft: draftWith(toolSecret) });
});

test('with the vault locked all but the signature is told', async () => {
  await workspace.ask('vault.lock', {});
  const { signature, timeline } = await diagnose();
  expect(signature).toMatchObject({ state: 'not-checked', why: 'vault-locked' });
  expect(timeline.hops).toHaveLength(2);
  await workspace.ask('vault.unlock', { method: { kind: 'passphrase', passphrase } });
});

test('the archive of a real launch fits HAR 1.2 and holds no secret', async () => {
  const { har } = harFileSchema.parse(await workspace.ask('exchanges.har', { id }));
  const schema: unknown = JSON.parse(readFileSync(new URL('../fixtures/har-1.2.schema.json', import.meta.url), 'utf8'));
  const validate = new Ajv2020({ strict: false }).compile(z.record(z.string(), z.unknown()).parse(schema));
  validate(JSON.parse(har));
  expect(validate.errors ?? []).toEqual([]);
  expect(har).not.toContain(toolSecret);
});

test('an exchange that does not exist is not found', async () => {
  await expect(workspace.ask('diagnosis.exchange', { id: 'nothing' })).rejects.toThrow('not-found');
  await expect(workspace.ask('exchanges.har', { id: 'nothing' })).rejects.toThrow('not-found');
});
