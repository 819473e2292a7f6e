import { createRemoteJWKSet, decodeJwt, jwtVerify, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type SandboxToolAddresses, sandboxToolAddresses } from '../../../src/protocol/sandbox-tool.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/start.ts';
import { credentials, fieldOf } from '../../../src/sandbox/test-support.ts';
import {
  type AdvantagePlatform,
  type LaunchChanges,
  ltiClaim,
  startAdvantagePlatform,
} from '../../fixtures/advantage-platform.ts';
import { type AdvantageServices, advantageServices, memberIds } from '../../fixtures/advantage-services.ts';

const dlClaim = (name: string): string => `https://purl.imsglobal.org/spec/lti-dl/claim/${name}`;

let sandbox: Sandbox;
let store: SandboxToolAddresses;
let platform: AdvantagePlatform;
let services: AdvantageServices;
let keySetAnswer: (published: string) => string;

beforeAll(async () => {
  sandbox = await startSandbox(credentials);
  store = sandboxToolAddresses(sandbox.urls, 'libraryStore');
  services = advantageServices({ clientId: 'client-of-catcher', toolKeys: () => store.keySet });
  platform = await startAdvantagePlatform(
    (published) => keySetAnswer(published),
    (call) => services.handle(call),
  );
  sandbox.registerPlatform('libraryStore', {
    issuer: platform.origin,
    clientId: platform.clientId,
    deploymentIds: ['deployment-1'],
    authorizationUrl: platform.authenticationUrl,
    tokenUrl: `${platform.origin}/token`,
    keySetUrl: platform.keysUrl,
  });
});
beforeEach(() => {
  keySetAnswer = (published) => published;
  sandbox.reset();
});
afterAll(async () => {
  await platform.close();
  await sandbox.close();
});

function launch(changes: LaunchChanges = {}, target = store.launch): Promise<Response> {
  return platform.launch(store, {
    ...changes,
    login: { target_link_uri: target, ...changes.login },
    claims: { [ltiClaim('target_link_uri')]: target, ...changes.claims },
  });
}

/** The page a launch leads to, with its address. */
async function visit(changes: LaunchChanges = {}, target = store.launch) {
  const response = await launch(changes, target);
  expect([response.status, response.headers.get('x-sandbox-reason')]).toEqual([302, null]);
  const url = response.headers.get('location') ?? '';
  return { url, markup: await (await fetch(url)).text() };
}

const post = (url: string, fields: Record<string, string> = {}): Promise<Response> =>
  fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });

describe('a launch by LTI 1.3', () => {
  test('is let in and shows who came, from where, and finds its account again', async () => {
    const { markup } = await visit();
    expect(fieldOf(markup, 'name')).toBe('Sam Sample');
    expect(fieldOf(markup, 'message-type')).toBe('LtiResourceLinkRequest');
    expect(fieldOf(markup, 'deployment')).toBe('deployment-1');
    expect(fieldOf((await visit()).markup, 'user-id')).toBe(fieldOf(markup, 'user-id'));
  });

  test('leads to the book a link is for, and may be anonymous', async () => {
    const book = `${sandbox.urls.libraryStore}/lti/books/harbour-and-tide`;
    const { markup } = await visit({ claims: { sub: undefined, name: undefined } }, book);
    expect(fieldOf(markup, 'title')).toBe('Harbour and Tide');
    expect(fieldOf(markup, 'visitor')).toBe('Anonymous reader');
  });

  const seconds = Math.floor(Date.now() / 1000);
  const refusals: readonly (readonly [reason: string, changes: LaunchChanges])[] = [
    ['token-algorithm', { header: { alg: 'HS256' } }],
    ['token-key-unknown', { header: { kid: 'another' } }],
    ['token-signature', { signWithStranger: true }],
    ['token-issuer', { claims: { iss: 'https://other.example' } }],
    ['token-audience', { claims: { aud: 'another-client' } }],
    ['token-audience', { claims: { aud: ['client-of-catcher', 'another'] } }],
    ['token-audience', { claims: { azp: 'another' } }],
    ['token-expired', { claims: { exp: seconds - 60 } }],
    ['token-expired', { claims: { exp: undefined } }],
    ['token-issued-at', { claims: { iat: seconds + 600 } }],
    ['token-nonce', { claims: { nonce: 'of-another-launch' } }],
    ['deployment-unknown', { claims: { [ltiClaim('deployment_id')]: 'deployment-2' } }],
    ['deployment-unknown', { claims: { [ltiClaim('deployment_id')]: undefined } }],
    ['lti-version', { claims: { [ltiClaim('version')]: '1.3' } }],
    ['message-type-unknown', { claims: { [ltiClaim('message_type')]: 'LtiOther' } }],
    ['subject-invalid', { claims: { sub: 'é'.repeat(3) } }],
    ['roles-invalid', { claims: { [ltiClaim('roles')]: 'Instructor' } }],
    ['resource-link-invalid', { claims: { [ltiClaim('resource_link')]: { id: 7 } } }],
    ['target-link-invalid', { claims: { [ltiClaim('target_link_uri')]: 'https://tool.example/else' } }],
    ['state-cookie-missing', { withoutCookie: true }],
    ['state-unknown', { twice: true }],
    ['platform-error', { error: { error: 'login_required', error_description: 'No session' } }],
    ['platform-unknown', { login: { iss: 'https://other.example' } }],
    ['login-parameter-missing', { login: { login_hint: '' } }],
    ['target-link-invalid', { login: { target_link_uri: 'https://tool.example/start' } }],
  ];

  test.each(refusals)('is refused for %s: %j', async (reason, changes) => {
    const response = await launch(changes);
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.headers.get('x-sandbox-reason')).toBe(reason);
  });

  test('is refused unsigned, and when the keys of the platform are none', async () => {
    const login = new URL(store.login);
    for (const [name, value] of [
      ['iss', platform.origin],
      ['login_hint', 'x'],
      ['target_link_uri', store.launch],
    ] as const) {
      login.searchParams.set(name, value);
    }
    const begun = await fetch(login, { redirect: 'manual' });
    const asked = new URL(begun.headers.get('location') ?? '').searchParams;
    const answer = await fetch(store.launch, {
      method: 'POST',
      headers: { cookie: begun.headers.getSetCookie()[0]?.split(';')[0] ?? '' },
      body: new URLSearchParams({
        state: asked.get('state') ?? '',
        id_token: new UnsecuredJWT({ iss: platform.origin }).encode(),
      }),
    });
    expect(answer.headers.get('x-sandbox-reason')).toBe('token-algorithm');
    keySetAnswer = () => '<html>';
    sandbox.reset();
    expect((await launch()).headers.get('x-sandbox-reason')).toBe('platform-unreachable');
  });

  test('asks as the specification wants, with a cookie for frames and one for clients without Secure', async () => {
    const form = {
      iss: platform.origin,
      login_hint: 'hint',
      target_link_uri: store.launch,
      client_id: platform.clientId,
    };
    const begun = await post(store.login, form);
    const asked = new URL(begun.headers.get('location') ?? '');
    expect(Object.fromEntries(asked.searchParams)).toEqual({
      scope: 'openid',
      response_type: 'id_token',
      response_mode: 'form_post',
      prompt: 'none',
      client_id: platform.clientId,
      redirect_uri: store.launch,
      login_hint: 'hint',
      state: expect.stringMatching(/^[\w-]{32}$/),
      nonce: expect.stringMatching(/^[\w-]{32}$/),
    });
    const [framed, plain] = begun.headers.getSetCookie();
    expect(framed).toMatch(/HttpOnly; Max-Age=600; SameSite=None; Secure$/);
    expect(plain).not.toContain('SameSite');
  });

  test('goes by the storage of the platform where the browser blocks cookies', async () => {
    const form = {
      iss: platform.origin,
      login_hint: 'hint',
      target_link_uri: store.launch,
      lti_storage_target: 'platform_storage',
    };
    const page = await (await post(store.login, form)).text();
    const value = /data-value="([^"]+)"/.exec(page)?.[1] ?? '';
    expect(page).toContain(`data-origin="${platform.origin}"`);
    expect(page).toContain('data-target="platform_storage"');
    const state = /data-address="[^"]*state=([\w-]+)/.exec(page)?.[1] ?? '';
    const fields = { state, id_token: 'not.a.token' };
    const asked = await (await post(store.launch, fields)).text();
    expect(asked).toContain('data-subject="lti.get_data"');
    expect((await post(store.launch, { ...fields, kept: 'guessed' })).headers.get('x-sandbox-reason')).toBe(
      'state-cookie-missing',
    );
    expect((await post(store.launch, { ...fields, kept: value })).headers.get('x-sandbox-reason')).toBe(
      'token-malformed',
    );
  });
});

describe('the services of the platform', () => {
  test('take a grade: token, line item once, score; and give the result', async () => {
    const { url } = await visit({ claims: services.claims(platform.origin) });
    for (const score of ['85', '90']) {
      const passed = await (
        await post(`${url}/grade`, {
          score,
          maximum: '100',
          comment: 'Good',
          activity: 'Completed',
          grading: 'FullyGraded',
        })
      ).text();
      expect(fieldOf(passed, 'outcome')).toBe(`The grade was passed back: ${score} of 100. The platform answered 204.`);
    }
    expect(services.lineItems).toHaveLength(1);
    expect(services.scores.map(({ score }) => score.scoreGiven)).toEqual([85, 90]);
    expect(services.scores[1]).toMatchObject({
      contentType: 'application/vnd.ims.lis.v1.score+json',
      score: { userId: 'user-1', scoreMaximum: 100, activityProgress: 'Completed', gradingProgress: 'FullyGraded' },
    });
    expect(services.assertions[0]).toMatchObject({
      iss: platform.clientId,
      sub: platform.clientId,
      aud: `${platform.origin}/token`,
    });
    expect(fieldOf(await (await fetch(`${url}/results`)).text(), 'result')).toBe('90 of 100');
  });

  test('give a roster of several pages', async () => {
    const { url } = await visit({ claims: services.claims(platform.origin) });
    const page = await (await fetch(`${url}/roster?limit=2`)).text();
    expect(fieldOf(page, 'outcome')).toBe(`${memberIds.length} members on 3 pages.`);
    expect(page.match(/data-field="member"/g)).toHaveLength(memberIds.length);
  });

  test('are not offered where the platform has none, and a refusal is told', async () => {
    const { url, markup } = await visit();
    expect(fieldOf(markup, 'grades')).toContain('offers no grades');
    expect(fieldOf(markup, 'roster')).toContain('offers no roster');
    const refused = await (await post(`${url}/grade`, { score: '1', maximum: '2' })).text();
    expect(fieldOf(refused, 'outcome')).toContain('offers no grades');
    services = advantageServices({ clientId: 'another', toolKeys: () => store.keySet });
    const second = await visit({ claims: services.claims(platform.origin) });
    const told = await (await post(`${second.url}/grade`, { score: '1', maximum: '2' })).text();
    expect(fieldOf(told, 'outcome')).toMatch(/^The token endpoint answered 401 invalid_client/);
  });
});

describe('deep linking', () => {
  const settings = {
    deep_link_return_url: 'http://127.0.0.1:9/return',
    accept_types: ['ltiResourceLink'],
    accept_presentation_document_targets: ['iframe'],
    accept_multiple: true,
    accept_lineitem: true,
    data: 'sent & back',
  };
  const request = (changes: object = {}): LaunchChanges => ({
    claims: {
      [ltiClaim('message_type')]: 'LtiDeepLinkingRequest',
      [ltiClaim('resource_link')]: undefined,
      [dlClaim('deep_linking_settings')]: { ...settings, ...changes },
    },
  });

  test('lets a person pick books and answers with them, signed', async () => {
    const { url, markup } = await visit(request());
    expect(markup).toContain('type="checkbox" name="book" value="harbour-and-tide"');
    const body = new URLSearchParams([
      ['book', 'harbour-and-tide'],
      ['book', 'salt-routes'],
      ['graded', 'yes'],
    ]);
    const page = await (await fetch(`${url}/selection`, { method: 'POST', body })).text();
    expect(page).toContain('action="http://127.0.0.1:9/return"');
    const token = /name="JWT" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const keys = createRemoteJWKSet(new URL(store.keySet));
    const { payload } = await jwtVerify(token, keys, { issuer: platform.clientId, audience: platform.origin });
    expect(payload).toMatchObject({
      [ltiClaim('message_type')]: 'LtiDeepLinkingResponse',
      [ltiClaim('deployment_id')]: 'deployment-1',
      [dlClaim('data')]: 'sent & back',
      [dlClaim('content_items')]: [
        {
          type: 'ltiResourceLink',
          title: 'Harbour and Tide',
          url: `${sandbox.urls.libraryStore}/lti/books/harbour-and-tide`,
          lineItem: { scoreMaximum: 100 },
        },
        { title: expect.any(String) },
      ],
    });
  });

  test('offers one item where one is taken, and answers with none when nothing was chosen', async () => {
    const { url, markup } = await visit(request({ accept_multiple: false, data: undefined }));
    expect(markup).toContain('type="radio"');
    const page = await (await post(`${url}/selection`, { cancel: 'yes' })).text();
    const claims = decodeJwt(/name="JWT" value="([^"]+)"/.exec(page)?.[1] ?? '');
    expect(claims[dlClaim('content_items')]).toEqual([]);
    expect(claims).not.toHaveProperty([dlClaim('data')]);
  });

  test('is refused without its settings', async () => {
    const response = await launch(request({ deep_link_return_url: undefined }));
    expect(response.headers.get('x-sandbox-reason')).toBe('deep-linking-settings');
  });
});
