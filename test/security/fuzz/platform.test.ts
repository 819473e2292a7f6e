import fc from 'fast-check';
import { Agent, request } from 'undici';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LaunchStage } from '../../../src/core/ports.ts';
import type { AdvantageAddresses } from '../../../src/protocol/models/advantage/addresses.ts';
import { firstAdvantageSetup } from '../../../src/protocol/models/advantage/launch.ts';
import { Bench } from '../../integration/bench.ts';
import { hostileText } from './hostile.ts';
import { drawn, longest, seed } from './settings.ts';

/** The platform of LTI 1.3 over HTTP: what anybody on this machine may send it. */
const redirectUris = ['https://tool.example/lti/launch', 'https://tool.example/lti/other?a=b'];
const agent = new Agent({ keepAliveTimeout: 10_000 });

let bench: Bench;
let addresses: AdvantageAddresses;
let opened = '';
let right: Readonly<Record<string, string>>;

/** Opens the page a launch begins at, and goes no further: the launch stays open. */
const stage: LaunchStage = {
  open: async ({ url }) => {
    opened = url;
  },
  close: async () => undefined,
  onEvent: () => () => undefined,
};

type Sent = { method?: string; headers?: Record<string, string>; body?: string };

/** Browsers resolve names below `localhost`; here the connection goes to the address, and the name into its header. */
async function ask(url: string, { method = 'GET', headers = {}, body }: Sent = {}) {
  const { host, port, pathname, search } = new URL(url);
  const answer = await request(`http://127.0.0.1:${port}${pathname}${search}`, {
    ...{ method, headers: { host, ...headers }, dispatcher: agent },
    ...(body === undefined ? {} : { body }),
  });
  return { status: answer.statusCode, text: await answer.body.text() };
}

beforeAll(async () => {
  bench = new Bench(stage);
  await bench.createVault();
  const { id: credentialId } = await bench.call('credentials.create', {
    draft: {
      ...{
        kind: 'lti-registration',
        name: 'Tool',
        allowedHosts: [],
        issuer: 'https://lms.example',
        clientId: 'client',
      },
      ...{ deploymentIds: ['1'], loginUrl: 'https://tool.example/login', redirectUris, keySetUrl: '', keySet: '' },
      ...{ privateKey: '', generateKey: false },
    },
  });
  addresses = await bench.call('advantage.addresses', { credentialId });
  const draft = { name: 'Tool', contractId: 'lti-advantage', baseUrl: 'https://tool.example/start', credentialId };
  const { id: connectionId } = await bench.call('connections.create', { draft: { ...draft, environment: 'test' } });
  const advantage = { ...firstAdvantageSetup };
  const form = { connectionId, operationId: 'launchResourceLink', values: [], advantage };
  await bench.call('exchanges.launch', { form, mode: 'window' });
  const { text } = await ask(opened);
  const hint = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(text)?.[1] ?? '';
  right = {
    ...{ scope: 'openid', response_type: 'id_token', response_mode: 'form_post', prompt: 'none', client_id: 'client' },
    ...{ login_hint: hint('login_hint'), lti_message_hint: hint('lti_message_hint'), nonce: 'n-1', state: 's-1' },
    redirect_uri: redirectUris[0] ?? '',
  };
});
afterAll(async () => {
  await bench.remove();
  await agent.close();
});

/** Where the form on a page is posted to; `null` without one. */
function actionOf(page: string): string | null {
  const action = /<form[^>]* action="([^"]*)"/.exec(page)?.[1];
  return action === undefined ? null : action.replaceAll('&amp;', '&');
}

test('a right request is answered with a token for its address, so that the others could be', async () => {
  const { status, text } = await ask(`${addresses.authorization}?${new URLSearchParams(right)}`);
  expect([status, actionOf(text)]).toEqual([200, redirectUris[0]]);
  expect(text).toContain('name="id_token"');
});

test('no request has a token posted to an address that is not registered', { timeout: longest }, async () => {
  const near = fc
    .tuple(fc.constantFrom(...redirectUris), fc.nat(30), fc.constantFrom('', '/', '@', '.evil', '%2e', '#', '\\', ' '))
    .map(([uri, at, put]) => uri.slice(0, at) + put + uri.slice(at + (at % 2)));
  const change = fc.tuple(fc.constantFrom(...Object.keys(right), 'request', 'response_mode '), hostileText);
  const requests = fc.record({
    uri: fc.oneof(near, fc.constantFrom(...redirectUris), hostileText),
    changes: fc.oneof(fc.constant([]), fc.array(change, { maxLength: 3 })),
    again: fc.boolean(),
    isPost: fc.boolean(),
  });
  let posted = 0;
  for (const { uri, changes, again, isPost } of drawn(requests, 600)) {
    const params = new URLSearchParams({ ...right, redirect_uri: uri });
    for (const [name, value] of changes) params.set(name, value.slice(0, 2000));
    if (again) params.append('redirect_uri', redirectUris[0] ?? '');
    const form = { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' } };
    const sent = isPost ? { ...form, body: params.toString() } : {};
    const { status, text } = await ask(isPost ? addresses.authorization : `${addresses.authorization}?${params}`, sent);
    expect(status, `seed ${seed}: ${params}`).toBeLessThan(500);
    const action = actionOf(text);
    if (action === null) {
      expect(text, `seed ${seed}: ${params}`).not.toContain('id_token"');
      continue;
    }
    posted += 1;
    expect(redirectUris, `seed ${seed}: ${params}`).toContain(action);
    expect(params.getAll('redirect_uri'), `seed ${seed}`).toEqual([action]);
  }
  expect(posted).toBeGreaterThan(0);
});

test('whatever is asked of any address of the platform is answered, and never as a failure', {
  timeout: longest,
}, async () => {
  const registration = new URL(addresses.token).pathname.split('/').slice(0, 3).join('/');
  const { origin } = new URL(addresses.token);
  const paths = fc.oneof(
    fc.constantFrom(
      addresses.authorization,
      addresses.token,
      addresses.keySet,
      addresses.openidConfiguration,
      addresses.registration,
    ),
    fc
      .array(
        fc.oneof(
          fc.constantFrom(
            'token',
            'register',
            'deep-linking',
            'lineitems',
            'memberships',
            'groups',
            'scores',
            'results',
            'x',
          ),
          fc.string({ maxLength: 12 }).map(encodeURIComponent),
        ),
        { maxLength: 6 },
      )
      .map((parts) => `${origin}${registration}/${parts.join('/')}`),
  );
  const contentTypes = [
    'application/json',
    'application/x-www-form-urlencoded',
    'application/vnd.ims.lis.v2.lineitem+json',
    'application/vnd.ims.lis.v1.score+json',
    'x',
  ];
  const requests = fc.record({
    url: paths,
    method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH'),
    type: fc.constantFrom(...contentTypes),
    authorization: fc.constantFrom('', 'Bearer x', 'Bearer ', 'Basic eDp5', 'Bearer a.b.c'),
    body: fc.oneof(hostileText, fc.json()),
    query: fc.string({ maxLength: 30 }).map((text) => new URLSearchParams({ [text]: text }).toString()),
  });
  for (const { url, method, type, authorization, body, query } of drawn(requests, 2000)) {
    const headers = { 'content-type': type, ...(authorization === '' ? {} : { authorization }) };
    const hasBody = method !== 'GET' && method !== 'HEAD';
    const { status } = await ask(`${url}?${query}`, {
      method,
      headers,
      ...(hasBody ? { body: body.toWellFormed() } : {}),
    });
    expect(status, `seed ${seed}: ${method} ${url} ${type} ${body.slice(0, 200)}`).toBeLessThan(500);
  }
});
