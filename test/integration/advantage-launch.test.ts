import { decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { httpStage } from '../../src/core/adapters/node/http-stage/http-stage.ts';
import { createTransport } from '../../src/core/http/index.ts';
import type { LaunchStage } from '../../src/core/ports.ts';
import { type AdvantageSetup, firstAdvantageSetup } from '../../src/protocol/models/advantage/launch.ts';
import type { Exchange, LaunchMode } from '../../src/protocol/models/exchanges/exchange.ts';
import { type AdvantageTool, startAdvantageTool } from '../fixtures/advantage-tool.ts';
import { Bench, passphrase } from './bench.ts';

const claim = (name: string): string => `https://purl.imsglobal.org/spec/lti/claim/${name}`;
const clientId = 'tool-client';

let bench: Bench;
let tool: AdvantageTool;
let connectionId: string;
let credentialId: string;

/** As in the window: a person may step through the legs. */
function browsingStage(): LaunchStage {
  const { open, close, onEvent } = httpStage({
    transport: () => createTransport(),
    userAgent: 'test',
    timeoutMs: 20_000,
  });
  return { open, close, onEvent };
}

function registrationOf(scopes: string[]) {
  return {
    kind: 'lti-registration' as const,
    name: 'Tool',
    allowedHosts: [],
    issuer: 'https://lms.example',
    clientId,
    deploymentIds: ['deployment-1', 'deployment-2'],
    loginUrl: tool.loginUrl,
    redirectUris: [tool.redirectUri],
    keySetUrl: '',
    keySet: '',
    scopes,
    privateKey: '',
    generateKey: false,
  };
}

const registeredFor = (scopes: string[]) =>
  bench.call('credentials.update', { id: credentialId, draft: registrationOf(scopes) });

/** A workspace with a tool that is registered, and a connection to it. */
async function setUp(): Promise<void> {
  bench = new Bench(browsingStage());
  tool = await startAdvantageTool();
  await bench.createVault();
  const credential = await bench.call('credentials.create', { draft: registrationOf([]) });
  credentialId = credential.id;
  const { issuer, authorization, keySet } = await bench.call('advantage.addresses', { credentialId });
  tool.register({ issuer, clientId, authorization, keySet });
  const draft = { name: 'Tool', contractId: 'lti-advantage', baseUrl: `${tool.origin}/start`, credentialId };
  connectionId = (await bench.call('connections.create', { draft: { ...draft, environment: 'test' } })).id;
}

async function tearDown(): Promise<void> {
  await bench.remove();
  await tool.close();
}

beforeAll(setUp);
beforeEach(() => {
  for (const kept of [tool.logins, tool.messages, tool.posts, tool.tokens]) kept.length = 0;
  tool.change = (params) => params;
  tool.loginAnswer = null;
  tool.asksByPost = false;
});
afterAll(tearDown);

type Asked = { setup?: Partial<AdvantageSetup>; mode?: LaunchMode; operationId?: string };

async function begin({ setup = {}, mode = 'window', operationId = 'launchResourceLink' }: Asked = {}): Promise<string> {
  const form = { connectionId, operationId, values: [], advantage: { ...firstAdvantageSetup, ...setup } };
  return (await bench.call('exchanges.launch', { form, mode })).id;
}

async function launch(asked: Asked = {}): Promise<Exchange> {
  return bench.ended(await begin(asked));
}

const legsOf = ({ advantageLaunch }: Exchange) => advantageLaunch?.legs ?? [];
const brokenIn = (exchange: Exchange, leg: string) =>
  legsOf(exchange)
    .filter(({ id }) => id === leg)
    .flatMap(({ checks }) => checks.filter(({ status }) => status === 'failed').map(({ id }) => id));

describe('a launch of a tool that is right', () => {
  test.each([
    ['GET', 'window'],
    ['POST', 'iframe'],
  ] as const)('by %s, in a %s, lets the user in, with every leg on record', async (loginMethod, mode) => {
    const exchange = await launch({ setup: { loginMethod }, mode });
    expect(exchange).toMatchObject({ kind: 'launch', state: 'finished', status: 200, verdict: 'conforms' });
    expect(exchange.hops.map(({ method, status }) => `${method} ${status}`)).toEqual([
      `${loginMethod} 302`,
      'GET 200',
      'POST 200',
    ]);
    expect(exchange.judgedHop).toBe(2);
    expect(tool.logins).toEqual([
      {
        method: loginMethod,
        params: {
          tenant: '7',
          iss: 'https://lms.example',
          login_hint: expect.stringMatching(/^[\w-]{32}$/),
          target_link_uri: `${tool.origin}/start`,
          lti_message_hint: expect.stringMatching(/^[\w-]{32}$/),
          client_id: clientId,
          lti_deployment_id: 'deployment-1',
          // Data can only be kept by a page around the tool.
          ...(mode === 'iframe' ? { lti_storage_target: '_parent' } : {}),
        },
      },
    ]);
    expect(tool.messages).toMatchObject([
      {
        iss: 'https://lms.example',
        aud: clientId,
        [claim('message_type')]: 'LtiResourceLinkRequest',
        [claim('version')]: '1.3.0',
        [claim('deployment_id')]: 'deployment-1',
        [claim('target_link_uri')]: `${tool.origin}/start`,
        [claim('launch_presentation')]: { document_target: mode },
      },
    ]);
    expect(legsOf(exchange).map(({ id, state, method }) => [id, state, method])).toEqual([
      ['login-initiation', 'done', loginMethod],
      ['authorization', 'done', 'GET'],
      ['message', 'done', 'POST'],
    ]);
    expect(legsOf(exchange).flatMap(({ checks }) => checks.filter(({ status }) => status !== 'passed'))).toEqual([]);
    expect(legsOf(exchange)[2]?.token?.claims).toEqual(tool.messages[0]);
    expect(exchange.advantageLaunch).toMatchObject({ registrationId: credentialId, userId: tool.messages[0]?.sub });
    const registration = (await bench.call('credentials.list', {})).find(({ id }) => id === credentialId);
    expect(registration?.lastUse).toMatchObject({ purpose: 'launch', connectionId });
    expect(registration?.lastUse?.at).toBeGreaterThanOrEqual(exchange.startedAt);
  });

  test('may ask by POST, and for deep linking', async () => {
    tool.asksByPost = true;
    const exchange = await launch({ operationId: 'launchDeepLinking' });
    expect(exchange).toMatchObject({ verdict: 'conforms' });
    expect(legsOf(exchange)[1]).toMatchObject({ id: 'authorization', method: 'POST' });
    expect(tool.messages[0]).toMatchObject({ [claim('message_type')]: 'LtiDeepLinkingRequest' });
  });
});

describe('what a person chooses', () => {
  test('goes into login and message', async () => {
    await launch({
      setup: {
        deploymentId: 'deployment-2',
        targetLinkUri: 'https://tool.example/chapter/3',
        claims: JSON.stringify({ name: null, locale: 'fr', [claim('custom')]: { chapter: '3' } }),
      },
    });
    expect(tool.logins[0]?.params).toMatchObject({
      lti_deployment_id: 'deployment-2',
      target_link_uri: 'https://tool.example/chapter/3',
    });
    expect(tool.messages[0]).toMatchObject({ locale: 'fr', [claim('custom')]: { chapter: '3' } });
    expect(tool.messages[0]).not.toHaveProperty('name');
  });

  test('stands in the message beforehand, each claim with where it comes from, and what of it breaks its schema', async () => {
    const claims = JSON.stringify({ name: 7, email: null });
    const form = { connectionId, operationId: 'launchResourceLink', values: [] };
    const asked = { ...form, advantage: { ...firstAdvantageSetup, claims } };
    const { claims: seen, faults, messageType } = await bench.call('advantage.message', { form: asked });
    expect(messageType).toBe('LtiResourceLinkRequest');
    const origins = new Map(seen.map(({ name, origin }) => [name, origin]));
    expect([origins.get('iss'), origins.get('sub'), origins.get(claim('roles')), origins.get('name')]).toEqual([
      'token',
      'person',
      'lms',
      'you',
    ]);
    expect(origins.has('email')).toBe(false);
    expect(faults.map(({ path, severity }) => [path, severity])).toEqual([['$.name', 'error']]);
    expect(tool.logins).toEqual([]);
    const sent = await launch();
    const names = legsOf(sent).find(({ id }) => id === 'message')?.token?.claims ?? {};
    const { claims: right } = await bench.call('advantage.message', { form });
    expect(right.map(({ name }) => name).sort()).toEqual(Object.keys(names).sort());
  });

  test('offers no service the tool is not registered for', async () => {
    const { scopes } = await bench.call('registrations.sheet', { id: credentialId });
    const reading = 'https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly';
    await registeredFor([reading]);
    await launch({ setup: { services: { namesRoles: true, grades: 'write', groups: true } } });
    await registeredFor(scopes);
    expect(tool.messages[0]).toMatchObject({
      'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint': { scope: [reading] },
    });
    expect(Object.keys(tool.messages[0] ?? {}).filter((name) => name.includes('lti-nrps'))).toEqual([]);
    expect(Object.keys(tool.messages[0] ?? {}).filter((name) => name.includes('lti-gs'))).toEqual([]);
  });

  test('lets a tool that may only score do so at the line item of the link, made once and with the link', async () => {
    const endpoint = (claims: object | undefined) =>
      z
        .looseObject({ lineitem: z.string().optional(), scope: z.array(z.string()) })
        .parse(Object.entries(claims ?? {}).find(([name]) => name.endsWith('/lti-ags/claim/endpoint'))?.[1]);
    const kept = () => bench.call('lineItems.list', { connectionId });
    const scoring = { services: { namesRoles: false, grades: 'score' as const, groups: false } };
    const form = { connectionId, operationId: 'launchResourceLink', values: [] };
    const asked = { ...form, advantage: { ...firstAdvantageSetup, ...scoring } };
    const { claims } = await bench.call('advantage.message', { form: asked });
    const shown = claims.find(({ name }) => name.endsWith('/lti-ags/claim/endpoint'));
    expect(shown?.value).toMatchObject({ lineitem: expect.stringContaining('/lineitems/') });
    await launch({ setup: { services: { ...scoring.services, grades: 'write' } } });
    expect([endpoint(tool.messages[0]).lineitem, await kept()]).toEqual([undefined, []]);
    await launch({ setup: scoring });
    await launch({ setup: scoring });
    const { courses } = await bench.call('roster.list', {});
    const [link] = courses[0]?.placements ?? [];
    const items = await kept();
    expect(items).toMatchObject([
      { label: link?.title, resourceLinkId: link?.resourceLinkId, createdBy: 'platform', scoreMaximum: 100 },
    ]);
    expect(new URL(endpoint(tool.messages[1]).lineitem ?? '').pathname).toMatch(`/lineitems/${items[0]?.id}`);
    expect(endpoint(tool.messages[2])).toEqual(endpoint(tool.messages[1]));
  });

  test('an anonymous launch names nobody', async () => {
    const exchange = await launch({ setup: { anonymous: true } });
    expect(Object.keys(tool.messages[0] ?? {})).not.toContain('sub');
    expect(exchange.advantageLaunch).toMatchObject({ userId: null });
  });

  test('the claim of a migration is signed with the consumer of LTI 1.1, whose secret stays in the vault', async () => {
    const secret = 'canary-migration-secret';
    const consumer = await bench.call('credentials.create', {
      draft: { kind: 'oauth-consumer', name: 'Old', allowedHosts: [], consumerKey: 'old-key', secret },
    });
    const exchange = await launch({ setup: { migration: { credentialId: consumer.id } } });
    expect(tool.messages[0]).toMatchObject({
      [claim('lti1p1')]: { oauth_consumer_key: 'old-key', oauth_consumer_key_sign: expect.stringMatching(/=$/) },
    });
    expect(JSON.stringify(exchange)).not.toContain(secret);
    const used = (await bench.call('credentials.list', {})).find(({ id }) => id === consumer.id);
    expect(used?.lastUse).toMatchObject({ purpose: 'launch', connectionId });
  });

  test('claims that are no JSON object are refused before anything is sent', async () => {
    const form = { connectionId, operationId: 'launchResourceLink', values: [] };
    const advantage = { ...firstAdvantageSetup, claims: '[1]' };
    const problem = await bench.refusal('exchanges.launch', { form: { ...form, advantage }, mode: 'window' });
    expect(problem).toMatchObject({ code: 'input.invalid', field: 'advantage.claims' });
    expect(tool.logins).toEqual([]);
  });
});

describe('a tool whose authorization request is wrong', () => {
  test.each([
    ['scope', { scope: 'profile' }, 'invalid_scope'],
    ['response_type', { response_type: 'code' }, 'unsupported_response_type'],
    ['client_id', { client_id: 'another' }, 'unauthorized_client'],
    ['prompt', { prompt: 'login' }, 'invalid_request'],
    ['login_hint', { login_hint: 'another' }, 'access_denied'],
    ['lti_message_hint', { lti_message_hint: null }, 'access_denied'],
    ['nonce', { nonce: null }, 'invalid_request'],
  ] as const)('in %s is told so at its registered address', async (rule, change, error) => {
    tool.change = (params) => ({ ...params, ...change });
    const exchange = await launch();
    expect(tool.posts).toEqual([{ error, error_description: expect.any(String), state: expect.any(String) }]);
    expect(brokenIn(exchange, 'authorization')).toEqual([rule]);
    expect(legsOf(exchange).at(-1)).toMatchObject({ id: 'authorization', state: 'refused', error: { error } });
    expect(exchange).toMatchObject({ state: 'finished', verdict: 'deviates' });
    expect(exchange.verdictDetail?.checks).toContainEqual(
      expect.objectContaining({ id: `authorization.${rule}`, level: 'error' }),
    );
  });

  test.each(['https://evil.example/launch', 'REDIRECT/', 'REDIRECT?x=1', 'REDIRECT#x', 'REDIRECT/../launch'])(
    'and wants its answer at %s gets none, anywhere',
    async (template) => {
      const redirectUri = template.replace('REDIRECT', tool.redirectUri);
      tool.change = (params) => ({ ...params, redirect_uri: redirectUri });
      const exchange = await launch();
      expect(tool.posts).toEqual([]);
      expect(exchange.hops.at(-1)).toMatchObject({ status: 400, url: expect.stringContaining('platform.localhost') });
      expect(exchange.hops).toHaveLength(2);
      expect(legsOf(exchange).map(({ id, state }) => [id, state])).toEqual([
        ['login-initiation', 'done'],
        ['authorization', 'refused'],
      ]);
      expect(exchange).toMatchObject({ verdict: 'deviates' });
    },
  );

  test('without a state gets its message, and a remark', async () => {
    tool.change = (params) => ({ ...params, state: null });
    const exchange = await launch();
    expect(Object.keys(tool.posts[0] ?? {})).toEqual(['id_token']);
    expect(exchange.verdictDetail?.checks).toContainEqual(
      expect.objectContaining({ id: 'authorization.state', level: 'warning' }),
    );
  });
});

describe('a tool that does not go on from the login', () => {
  test('but refuses it, is judged by its refusal', async () => {
    tool.loginAnswer = { status: 403, body: 'unknown issuer' };
    const exchange = await launch();
    expect(exchange).toMatchObject({ state: 'finished', status: 403, verdict: 'conforms', judgedHop: 0 });
    expect(exchange.headline).toMatch(/^At the login: /);
  });

  test('but shows a page, deviates', async () => {
    tool.loginAnswer = { status: 200, body: '<h1>Sign in</h1>' };
    const exchange = await launch();
    expect(exchange).toMatchObject({ verdict: 'deviates', headline: expect.stringContaining('never asked') });
    expect(exchange.verdictDetail?.checks).toContainEqual(
      expect.objectContaining({ id: 'login.answer', level: 'error' }),
    );
  });
});

describe('one thing done wrong on purpose', () => {
  test.each([
    ['expired', 'exp'],
    ['wrong-key', 'signature'],
    ['alg-none', 'alg'],
    ['state-changed', 'state'],
    ['deployment-unknown', 'deployment_id'],
  ] as const)('%s breaks the rule of %s, and shows which', async (wrong, rule) => {
    const exchange = await launch({ setup: { wrong } });
    expect(brokenIn(exchange, 'message')[0]).toBe(rule);
    expect(exchange.verdictDetail?.checks).toContainEqual(
      expect.objectContaining({ id: 'message.rules', level: 'info' }),
    );
  });

  test('a login that is wrong is on record as it was sent', async () => {
    const exchange = await launch({ setup: { wrong: 'login-unknown-issuer' } });
    expect(tool.logins[0]?.params.iss).toBe('https://unregistered-platform.example');
    expect(brokenIn(exchange, 'login-initiation')).toEqual(['iss']);
  });
});

describe('a stepped launch', () => {
  const heldLeg = (id: string, leg: string) =>
    until(
      async () => legsOf(await bench.call('exchanges.get', { id })).at(-1),
      (last) => last?.id === leg && last.state === 'held',
    );

  /** Asks again with every change of the exchange. */
  async function until<T>(read: () => Promise<T>, wanted: (value: T) => boolean): Promise<T> {
    let changed = Promise.withResolvers<void>();
    const stop = bench.core.onEvent(() => changed.resolve());
    try {
      for (;;) {
        const value = await read();
        if (wanted(value)) return value;
        await changed.promise;
        changed = Promise.withResolvers<void>();
      }
    } finally {
      stop();
    }
  }

  test('waits before each leg, which can be read before it is sent', async () => {
    const id = await begin({ setup: { stepped: true } });
    await heldLeg(id, 'login-initiation');
    expect(tool.logins).toEqual([]);
    await bench.call('advantage.step', { exchangeId: id });
    await heldLeg(id, 'authorization');
    expect(tool.logins).toHaveLength(1);
    await bench.call('advantage.step', { exchangeId: id });
    const message = await heldLeg(id, 'message');
    expect(message?.token?.claims).toMatchObject({ aud: clientId });
    expect(tool.posts).toEqual([]);
    await bench.call('advantage.step', { exchangeId: id });
    expect(await bench.ended(id)).toMatchObject({ state: 'finished', verdict: 'conforms' });
    expect(await bench.refusal('advantage.step', { exchangeId: id })).toMatchObject({ code: 'not-found' });
  });

  test('runs on without steps when it is told to', async () => {
    const id = await begin({ setup: { stepped: true } });
    await heldLeg(id, 'login-initiation');
    await bench.call('advantage.skip', { exchangeId: id });
    expect(await bench.ended(id)).toMatchObject({ state: 'finished', verdict: 'conforms' });
  });

  test.each(['cancel', 'lock'] as const)('is ended by a %s, and sends nothing more', async (how) => {
    const id = await begin({ setup: { stepped: true } });
    await heldLeg(id, 'login-initiation');
    await bench.call('advantage.step', { exchangeId: id });
    await heldLeg(id, 'authorization');
    if (how === 'cancel') await bench.call('exchanges.cancel', { id });
    else await bench.call('vault.lock', {});
    expect(await bench.ended(id)).toMatchObject({ state: 'cancelled' });
    expect(tool.posts).toEqual([]);
    if (how === 'lock') await bench.call('vault.unlock', { method: { kind: 'passphrase', passphrase } });
  });
});

describe('in a workspace nothing was launched in before', () => {
  beforeEach(async () => {
    await tearDown();
    await setUp();
  });

  test('a nonce can be replayed only after a launch that had it', async () => {
    const form = { connectionId, operationId: 'launchResourceLink', values: [] };
    const advantage = { ...firstAdvantageSetup, wrong: 'nonce-replayed' as const };
    const problem = await bench.refusal('exchanges.launch', { form: { ...form, advantage }, mode: 'window' });
    expect(problem).toMatchObject({ code: 'advantage.needs-earlier-launch' });
    await launch();
    const [first] = tool.messages;
    expect(brokenIn(await launch({ setup: { wrong: 'nonce-replayed' } }), 'message')).toContain('nonce');
    expect(tool.tokens).toHaveLength(2);
    expect(first?.nonce).toBe(
      JSON.parse(Buffer.from(tool.tokens[1]?.split('.')[1] ?? '', 'base64url').toString()).nonce,
    );
  });

  test('a launch leaves nothing on record with which somebody could log in', async () => {
    const exchange = await launch();
    const [token = ''] = tool.tokens;
    const signature = token.split('.')[2] ?? '';
    expect(signature).toHaveLength(342);
    const { id } = exchange;
    const pages = await Promise.allSettled(
      exchange.hops.map(({ index }) => bench.call('exchanges.body', { id, hop: index, offset: 0, limit: 100_000 })),
    );
    const shown = JSON.stringify([exchange, pages, await bench.call('exchanges.har', { id }), bench.events]);
    expect(shown).not.toContain(signature);
    expect(shown).not.toContain('PRIVATE KEY');
    expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'RS256', typ: 'JWT' });
    await bench.core.close();
    expect(bench.filesWith([signature, 'PRIVATE KEY'])).toEqual([]);
  });
});
