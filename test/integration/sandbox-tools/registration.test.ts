import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { type SandboxToolAddresses, sandboxToolAddresses } from '../../../src/protocol/sandbox-tool.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/start.ts';
import { credentials, fieldOf } from '../../../src/sandbox/test-support.ts';
import { originOf } from '../../fixtures/listening.ts';

const toolConfiguration = 'https://purl.imsglobal.org/spec/lti-tool-configuration';

let sandbox: Sandbox;
let store: SandboxToolAddresses;
let server: Server;
let platform: Awaited<ReturnType<typeof originOf>>;
let issuer: string | null;
let answer: { status: number; json: unknown };
let registered: { authorization: string | undefined; body: unknown }[];

beforeAll(async () => {
  sandbox = await startSandbox(credentials);
  store = sandboxToolAddresses(sandbox.urls, 'libraryStore');
  server = createServer(async (request, response) => {
    const { origin } = platform;
    const chunks: Buffer[] = await request.toArray();
    const configuration = {
      issuer: issuer ?? origin,
      authorization_endpoint: `${origin}/auth`,
      token_endpoint: `${origin}/token`,
      jwks_uri: `${origin}/keys`,
      registration_endpoint: `${origin}/register`,
    };
    if (request.method === 'POST') {
      const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
      registered.push({ authorization: request.headers.authorization, body });
    }
    const given = request.method === 'POST' ? answer : { status: 200, json: configuration };
    response.writeHead(given.status, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(given.json));
  });
  platform = await originOf(server);
});
beforeEach(() => {
  issuer = null;
  registered = [];
  answer = { status: 201, json: { client_id: 'client-7', [toolConfiguration]: { deployment_id: 'deployment-7' } } };
});
afterAll(async () => {
  await platform.close();
  await sandbox.close();
});

const begin = async (query: Record<string, string>): Promise<string> =>
  (await fetch(`${store.registration}?${new URLSearchParams(query)}`)).text();

const agree = async (token = ''): Promise<string> => {
  const body = new URLSearchParams({
    openid_configuration: `${platform.origin}/configuration`,
    registration_token: token,
  });
  return (await fetch(store.registration, { method: 'POST', body })).text();
};

test('the store shows who wants to launch it, registers itself, and is launched from then on', async () => {
  const page = await begin({ openid_configuration: `${platform.origin}/configuration`, registration_token: 'once' });
  expect(fieldOf(page, 'issuer')).toBe(platform.origin);
  expect(registered).toEqual([]);

  const done = await agree('once');
  expect(fieldOf(done, 'client-id')).toBe('client-7');
  expect(fieldOf(done, 'deployment')).toBe('deployment-7');
  expect(done).toContain(`data-origin="${platform.origin}"`);
  expect(registered).toEqual([
    {
      authorization: 'Bearer once',
      body: expect.objectContaining({
        application_type: 'web',
        initiate_login_uri: store.login,
        redirect_uris: [store.launch],
        jwks_uri: store.keySet,
        token_endpoint_auth_method: 'private_key_jwt',
        [toolConfiguration]: expect.objectContaining({ target_link_uri: store.launch }),
      }),
    },
  ]);

  const login = new URLSearchParams({ iss: platform.origin, login_hint: 'x', target_link_uri: store.launch });
  const begun = await fetch(`${store.login}?${login}`, { redirect: 'manual' });
  const asked = new URL(begun.headers.get('location') ?? '');
  expect(asked.origin + asked.pathname).toBe(`${platform.origin}/auth`);
  expect(asked.searchParams.get('client_id')).toBe('client-7');
});

test('a configuration of another host, of another computer and of nothing is refused', async () => {
  issuer = 'https://lms.example';
  const configuration = { openid_configuration: `${platform.origin}/configuration` };
  expect(fieldOf(await begin(configuration), 'detail')).toContain('another host than its own');
  expect(fieldOf(await begin({ openid_configuration: 'https://lms.example/configuration' }), 'detail')).toContain(
    'not on this computer',
  );
  expect(fieldOf(await begin({}), 'detail')).toContain('lacks openid_configuration');
});

test('a refusal of the platform is told with its words', async () => {
  answer = { status: 400, json: { error: 'invalid_redirect_uri', error_description: 'not yours' } };
  expect(fieldOf(await agree(), 'detail')).toContain('answered with 400 invalid_redirect_uri (not yours)');
  answer = { status: 200, json: {} };
  expect(fieldOf(await agree(), 'detail')).toContain('without a client_id');
});

test('the settings to paste name the addresses of the store', async () => {
  const addresses = z.looseObject({
    oidc_initiation_url: z.string(),
    public_jwk_url: z.string(),
    scopes: z.array(z.string()),
  });
  const canvas = addresses.parse(await (await fetch(store.canvas)).json());
  expect(canvas).toMatchObject({ oidc_initiation_url: store.login, public_jwk_url: store.keySet });
  expect(canvas.scopes).toHaveLength(5);
  const openid: unknown = await (await fetch(store.openid)).json();
  expect(openid).toMatchObject({ initiate_login_uri: store.login, redirect_uris: [store.launch] });
});
