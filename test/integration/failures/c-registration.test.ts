import { afterAll, beforeAll, expect } from 'vitest';
import { HarRecorder } from '../../fixtures/har-recorder.ts';
import { type ServicePlatform, startServicePlatform } from '../../fixtures/service-platform.ts';
import { Bench, startTool, type Tool } from '../bench.ts';
import { row } from './row.ts';

let bench: Bench;
let platform: ServicePlatform;
let tool: Tool;
beforeAll(async () => {
  bench = new Bench();
  platform = await startServicePlatform();
  tool = await startTool((_request, response) => response.end('<p>Registering</p>'));
});
afterAll(async () => {
  await tool.close();
  await platform.close();
  await bench.remove();
});

const toolRegistration = {
  application_type: 'web',
  response_types: ['id_token'],
  grant_types: ['implicit', 'client_credentials'],
  initiate_login_uri: 'https://tool.example/login',
  redirect_uris: ['https://tool.example/launch'],
  client_name: 'Quiz tool',
  jwks_uri: 'https://tool.example/keys',
  token_endpoint_auth_method: 'private_key_jwt',
  scope: '',
  'https://purl.imsglobal.org/spec/lti-tool-configuration': {
    domain: 'tool.example',
    target_link_uri: 'https://tool.example/launch',
    claims: ['iss', 'sub'],
    messages: [{ type: 'LtiResourceLinkRequest' }],
  },
};

/** Registers a tool as it is asked to, with these headers, and answers with the status and what the doctor says. */
async function registered(headers: Record<string, string>, body: unknown = toolRegistration) {
  const record = new HarRecorder();
  const configuration = `${platform.origin}/.well-known/openid-configuration`;
  const query = new URLSearchParams({
    openid_configuration: configuration,
    registration_token: 'registration-token-1',
  });
  await record.send(`${tool.url}/register?${query}`);
  await record.send(configuration);
  const { status } = await record.send(`${platform.origin}/registration`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const { checks } = await bench.call('diagnosis.paste', { text: record.text() });
  const found = checks.filter(({ id, severity }) => id === 'OI-11' && severity === 'error');
  return { status, titles: found.map(({ title }) => title) };
}

row('C11', 'the registration token did not arrive', async () => {
  const stripped = await registered({});
  expect(stripped.status).toBe(401);
  expect(stripped.titles).toContain('The registration token was not used.');
  const token = { Authorization: 'Bearer registration-token-1' };
  const { redirect_uris: _left, ...incomplete } = toolRegistration;
  expect((await registered(token, { ...incomplete, redirect_uris: [] })).titles).toContain(
    'redirect_uris is missing or wrong.',
  );
  expect(await registered(token)).toEqual({ status: 200, titles: [] });
});
