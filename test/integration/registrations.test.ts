import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { httpStage } from '../../src/core/adapters/node/http-stage/http-stage.ts';
import { createTransport } from '../../src/core/http/index.ts';
import type { DynamicRegistration } from '../../src/protocol/models/advantage/registration.ts';
import { allServiceScopes } from '../../src/protocol/models/advantage/scopes.ts';
import {
  type RegisteringTool,
  registrationAt,
  startRegisteringTool,
  toolConfigurationMember,
} from '../fixtures/registering-tool.ts';
import { Bench, passphrase } from './bench.ts';

const jwksSchema = z.object({ keys: z.array(z.looseObject({ kid: z.string(), kty: z.literal('RSA') })) });
const registeredSchema = z.looseObject({
  client_id: z.string(),
  scope: z.string(),
  [toolConfigurationMember]: z.looseObject({ deployment_id: z.string() }),
});

let bench: Bench;
let tool: RegisteringTool;

beforeAll(async () => {
  const transport = createTransport();
  bench = new Bench(httpStage({ transport: () => transport, userAgent: 'test', timeoutMs: 10_000 }));
  await bench.createVault();
  tool = await startRegisteringTool();
});
afterAll(async () => {
  await bench.remove();
  await tool.close();
});
beforeEach(() => tool.change({}));

/** Opens the tool's registration page; resolves when the visit is over. */
async function begin(withToken = true): Promise<DynamicRegistration> {
  const { id } = await bench.call('registrations.begin', {
    url: `${tool.origin}/register?tenant=7`,
    withToken,
    mode: 'window',
  });
  return new Promise((resolve, reject) => {
    const look = () => {
      bench.call('registrations.progress', { id }).then((seen) => {
        if (!seen.isClosed) return;
        stop();
        resolve(seen);
      }, reject);
    };
    const stop = bench.core.onEvent((event) => {
      if (event.type === 'registration.changed' && event.id === id) look();
    });
    look();
  });
}
const credentials = () => bench.call('credentials.list', {});

describe('a tool that registers itself', () => {
  test('is kept only when a person says so, under the addresses and ids it was told', async () => {
    const before = await credentials();
    const seen = await begin();
    expect(seen.state).toBe('registered');
    expect(seen.calls.map(({ kind, method, status }) => [kind, method, status])).toEqual([
      ['configuration', 'GET', 200],
      ['registration', 'POST', 201],
    ]);
    expect(await credentials()).toEqual(before);
    const jwks = async () => jwksSchema.parse(await (await fetch(seen.addresses.keySet)).json());
    const { keys } = await jwks();

    const made = await bench.call('registrations.confirm', { id: seen.id, name: 'Kept', environment: 'test' });
    expect(made.credentialId).toBe(seen.id);
    const kept = (await credentials()).find(({ id }) => id === seen.id);
    const told = registeredSchema.parse(tool.answered()?.body);
    expect(kept?.publicParts).toMatchObject({
      clientId: told.client_id,
      deploymentIds: told[toolConfigurationMember].deployment_id,
      issuer: seen.addresses.issuer,
      loginUrl: `${tool.origin}/login`,
      kid: keys[0]?.kid,
    });
    expect(await jwks()).toEqual({ keys });
    const connection = await bench.call('connections.get', { id: made.connectionId });
    expect(connection).toMatchObject({ baseUrl: `${tool.origin}/launch`, contractId: 'lti-advantage', name: 'Kept' });
    const picking = await bench.call('connections.loadForm', { id: connection.id, operationId: 'launchDeepLinking' });
    expect(picking.advantage?.targetLinkUri).toBe(`${tool.origin}/pick`);
    expect(picking.preset?.custom).toEqual([['course', '$Context.id']]);
    expect(await bench.refusal('registrations.progress', { id: seen.id })).toMatchObject({ code: 'not-found' });
  });

  test('is forgotten when the vault locks, and the window is told', async () => {
    const { id } = await begin();
    bench.events.length = 0;
    await bench.call('vault.lock', {});
    expect(bench.events).toContainEqual({ type: 'registration.changed', id });
    await bench.call('vault.unlock', { method: { kind: 'passphrase', passphrase } });
    expect(await bench.refusal('registrations.progress', { id })).toMatchObject({ code: 'not-found' });
  });

  test('is granted only the scopes there are, and held to those it asked for', async () => {
    const { id } = await begin();
    const score = 'https://purl.imsglobal.org/spec/lti-ags/scope/score';
    expect(registeredSchema.parse(tool.answered()?.body).scope).toBe(score);
    await bench.call('registrations.confirm', { id, name: 'Scoped', environment: 'test' });
    const { scopes } = await bench.call('registrations.sheet', { id });
    expect(scopes).toEqual([score, 'https://example.org/unknown']);
  });

  test('has every scope when it asks for none', async () => {
    tool.change({ members: { scope: undefined } });
    const { id } = await begin();
    expect(registeredSchema.parse(tool.answered()?.body).scope.split(' ')).toEqual(allServiceScopes);
    await bench.call('registrations.confirm', { id, name: 'Unscoped', environment: 'test' });
    expect((await bench.call('registrations.sheet', { id })).scopes).toEqual([]);
  });

  test('never shows its registration token', async () => {
    const seen = await begin();
    const call = seen.calls.find(({ kind }) => kind === 'registration');
    expect(call?.headers.find(([name]) => name.toLowerCase() === 'authorization')?.[1]).not.toMatch(/[\w-]{20}/);
    expect(seen.hops.at(-1)?.url).toContain('registration_token=');
    expect(seen.hops.at(-1)?.url).not.toMatch(/registration_token=[\w-]{20}/);
    expect(seen.hops.at(-1)?.url).toContain('tenant=7');
  });

  test.each([
    ['without its token', { token: null }, 401, undefined, 'registration_token'],
    ['with another token', { token: 'x'.repeat(43) }, 401, 'invalid_token', 'registration_token'],
    ['without redirect URIs', { members: { redirect_uris: [] } }, 400, 'invalid_redirect_uri', 'redirect_uris'],
    [
      'with a redirect URI that is none',
      { members: { redirect_uris: ['javascript:alert(1)'] } },
      400,
      'invalid_redirect_uri',
      'redirect_uris',
    ],
    [
      'without a login',
      { members: { initiate_login_uri: undefined } },
      400,
      'invalid_client_metadata',
      'initiate_login_uri',
    ],
    ['for another flow', { members: { response_types: ['code'] } }, 400, 'invalid_client_metadata', 'response_types'],
    [
      'without its configuration',
      { members: { [toolConfigurationMember]: undefined } },
      400,
      'invalid_client_metadata',
      'tool_configuration',
    ],
  ] as const)('is refused %s, and leaves nothing', async (_, changed, status, error, rule) => {
    tool.change(changed);
    const before = await credentials();
    const seen = await begin();
    expect(seen.state).toBe('closed');
    expect(tool.answered()?.status).toBe(status);
    expect(z.looseObject({ error: z.string().optional() }).parse(tool.answered()?.body).error).toBe(error);
    expect(tool.answered()?.challenge?.startsWith('Bearer') ?? false).toBe(status === 401);
    const broken = seen.calls
      .at(-1)
      ?.checks.filter((check) => check.status === 'failed')
      .map(({ id }) => id);
    expect(broken).toEqual([rule]);
    expect(
      await bench.refusal('registrations.confirm', { id: seen.id, name: 'No', environment: 'test' }),
    ).toMatchObject({
      code: 'registration.not-finished',
    });
    await bench.call('registrations.abandon', { id: seen.id });
    expect(await credentials()).toEqual(before);
    expect((await fetch(seen.addresses.keySet)).status).toBe(404);
  });

  test('cannot register twice', async () => {
    const seen = await begin(false);
    const again = await fetch(seen.addresses.registration, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(registrationAt('https://other.example')),
    });
    expect(again.status).toBe(401);
    const { result } = await bench.call('registrations.progress', { id: seen.id });
    expect(result?.reading.tool.loginUrl).toBe(`${tool.origin}/login`);
    await bench.call('registrations.abandon', { id: seen.id });
    expect((await fetch(seen.addresses.openidConfiguration)).status).toBe(404);
  });
});

describe('the sandbox’s library store', () => {
  test('is registered on both sides at once, and told again after every start of the sandbox', async () => {
    const made = await bench.call('registrations.createSandboxTool', { tool: 'libraryStore' });
    const sheet = await bench.call('registrations.sheet', { id: made.credentialId });
    const { baseUrl, environment } = await bench.call('connections.get', { id: made.connectionId });
    expect(environment).toBe('sandbox');
    const knows = async () => (await (await fetch(new URL('/lti', baseUrl))).text()).includes(sheet.clientId);
    expect(await knows()).toBe(true);
    await bench.call('sandbox.stop', {});
    await bench.call('sandbox.start', {});
    await expect.poll(knows).toBe(true);
  });
});

describe('a registration by hand', () => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = publicKey.export({ format: 'pem', type: 'spki' }).toString();
  const registration = async () => {
    const { tool: described } = await bench.call('registrations.fetch', { url: `${tool.origin}/configuration` });
    return {
      name: 'By hand',
      environment: 'test' as const,
      issuer: '',
      clientId: '',
      deploymentIds: [],
      tool: described,
    };
  };

  test('fills in what was left empty, and tells the administrator all of it', async () => {
    const given = await registration();
    const made = await bench.call('registrations.create', {
      registration: { ...given, tool: { ...given.tool, keySet: pem } },
    });
    const sheet = await bench.call('registrations.sheet', { id: made.credentialId });
    expect(sheet.clientId).not.toBe('');
    expect(sheet.deploymentIds).toHaveLength(1);
    expect(new URL(sheet.addresses.keySet).origin).toBe(sheet.addresses.issuer);
    expect(jwksSchema.parse(JSON.parse(sheet.keySet)).keys).toHaveLength(1);
    const kept = (await credentials()).find(({ id }) => id === made.credentialId);
    expect(JSON.parse(kept?.publicParts.keySet ?? '')).toMatchObject({ keys: [publicKey.export({ format: 'jwk' })] });
    expect(kept?.allowedHosts).toEqual([new URL(tool.origin).host]);
    for (const format of ['message', 'moodle', 'canvas', 'brightspace', 'page', 'values'] as const) {
      const { text } = await bench.call('registrations.export', { id: made.credentialId, format });
      for (const value of [
        sheet.clientId,
        sheet.addresses.authorization,
        sheet.addresses.token,
        sheet.addresses.keySet,
      ]) {
        expect(text).toContain(value);
      }
      expect(text).not.toContain('PRIVATE');
    }
  });

  test('gets a new key while the one before is still served', async () => {
    const { credentialId: id } = await bench.call('registrations.create', { registration: await registration() });
    const before = await bench.call('registrations.sheet', { id });
    const after = await bench.call('registrations.rotateKey', { id, overlap: { kind: 'for', hours: 2 } });
    expect(after.keys.map(({ kid, status }) => [kid === before.keys[0]?.kid, status])).toEqual([
      [false, 'current'],
      [true, 'previous'],
    ]);
    const served = jwksSchema.parse(await (await fetch(after.addresses.keySet)).json());
    expect(served.keys.map(({ kid }) => kid)).toEqual(after.keys.map(({ kid }) => kid));
    const { keys } = await bench.call('registrations.rotateKey', { id, overlap: { kind: 'none' } });
    expect(keys).toHaveLength(2);
  });

  test.each([
    [{ loginUrl: '' }, 'registration.tool.loginUrl'],
    [{ redirectUris: [] }, 'registration.tool.redirectUris'],
    [{ keySet: 'no key' }, 'draft.keySet'],
  ])('with %j names the field and keeps nothing', async (changed, field) => {
    const given = await registration();
    const before = [await credentials(), await bench.call('connections.list', {})];
    const problem = await bench.refusal('registrations.create', {
      registration: { ...given, tool: { ...given.tool, ...changed } },
    });
    expect(problem).toMatchObject({ code: 'input.invalid', field });
    expect([await credentials(), await bench.call('connections.list', {})]).toEqual(before);
  });
});
