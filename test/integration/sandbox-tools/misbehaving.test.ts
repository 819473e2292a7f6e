import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { advantageMisbehaviours } from '../../../src/protocol/misbehaving/advantage/catalogue.ts';
import {
  contentBehaviours,
  keySetBehaviours,
  serviceBehaviours,
} from '../../../src/protocol/misbehaving/advantage/services.ts';
import { type TokenBehaviour, tokenBehaviours } from '../../../src/protocol/misbehaving/advantage/tokens.ts';
import type { NegativeCaseId } from '../../../src/protocol/models/advantage/negative.ts';
import {
  misbehavingTargetLink,
  type SandboxToolAddresses,
  sandboxToolAddresses,
} from '../../../src/protocol/sandbox-tool.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/start.ts';
import { credentials, fieldOf } from '../../../src/sandbox/test-support.ts';
import {
  type AdvantagePlatform,
  type LaunchChanges,
  ltiClaim,
  startAdvantagePlatform,
} from '../../fixtures/advantage-platform.ts';
import { type AdvantageServices, advantageServices } from '../../fixtures/advantage-services.ts';

const dlClaim = (name: string): string => `https://purl.imsglobal.org/spec/lti-dl/claim/${name}`;

let sandbox: Sandbox;
let tool: SandboxToolAddresses;
let platform: AdvantagePlatform;
let services: AdvantageServices;

beforeAll(async () => {
  sandbox = await startSandbox(credentials);
  tool = sandboxToolAddresses(sandbox.urls, 'misbehavingTool');
  platform = await startAdvantagePlatform(undefined, (call) => services.handle(call));
  sandbox.registerPlatform('misbehavingTool', {
    issuer: platform.origin,
    clientId: platform.clientId,
    deploymentIds: ['deployment-1'],
    authorizationUrl: platform.authenticationUrl,
    tokenUrl: `${platform.origin}/token`,
    keySetUrl: platform.keysUrl,
  });
});
beforeEach(() => {
  services = advantageServices({ clientId: 'client-of-catcher', toolKeys: () => tool.keySet });
});
afterAll(async () => {
  await platform.close();
  await sandbox.close();
});

/** Launches a behaviour; '' is the tool that does all rightly. */
function launch(id: string, changes: LaunchChanges = {}): Promise<Response> {
  const target = id === '' ? tool.launch : misbehavingTargetLink(sandbox.urls.misbehavingTool, id);
  return platform.launch(tool, {
    ...changes,
    login: { target_link_uri: target, ...changes.login },
    claims: { [ltiClaim('target_link_uri')]: target, ...changes.claims },
  });
}

const now = Math.floor(Date.now() / 1000);
const claims = (changes: Record<string, unknown>): LaunchChanges => ({ claims: changes });

/** What each case of the negative suite does, written anew for a platform that shares nothing with core. */
const cases: Partial<Record<NegativeCaseId, LaunchChanges>> = {
  'alg-none': { seal: 'none' },
  'hs256-with-public-key': { seal: 'public-key' },
  'wrong-key': { signWithStranger: true },
  'key-in-header': { seal: 'embedded' },
  'unknown-kid': { header: { kid: 'nobody' } },
  'issuer-wrong': claims({ iss: 'https://other.example' }),
  'issuer-missing': claims({ iss: undefined }),
  'audience-wrong': claims({ aud: 'somebody' }),
  'audience-missing': claims({ aud: undefined }),
  'authorized-party-wrong': claims({ azp: 'somebody' }),
  expired: claims({ iat: now - 3600, exp: now - 600 }),
  'expiry-missing': claims({ exp: undefined }),
  'issued-in-future': claims({ iat: now + 3600, exp: now + 7200 }),
  'issued-long-ago': claims({ iat: now - 86_400 }),
  'issued-missing': claims({ iat: undefined }),
  'not-valid-yet': claims({ nbf: now + 3600 }),
  'nonce-changed': claims({ nonce: 'nobody' }),
  'nonce-missing': claims({ nonce: undefined }),
  'state-changed': { state: 'altered' },
  'deployment-missing': claims({ [ltiClaim('deployment_id')]: undefined }),
  'deployment-unknown': claims({ [ltiClaim('deployment_id')]: 'nobody' }),
  'version-wrong': claims({ [ltiClaim('version')]: '1.3' }),
  'version-missing': claims({ [ltiClaim('version')]: undefined }),
  'message-type-unknown': claims({ [ltiClaim('message_type')]: 'LtiOther' }),
  'message-type-missing': claims({ [ltiClaim('message_type')]: undefined }),
  'subject-number': claims({ sub: 4711 }),
  'roles-missing': claims({ [ltiClaim('roles')]: undefined }),
  'roles-text': claims({ [ltiClaim('roles')]: 'Instructor' }),
  'link-missing': claims({ [ltiClaim('resource_link')]: undefined }),
  'link-id-number': claims({ [ltiClaim('resource_link')]: { id: 4711 } }),
  'target-link-changed': claims({ [ltiClaim('target_link_uri')]: 'https://another.example/start' }),
  'target-link-missing': claims({ [ltiClaim('target_link_uri')]: undefined }),
  'audience-list': claims({ aud: ['client-of-catcher'], azp: 'client-of-catcher' }),
  'claims-minimal': claims({ email: undefined }),
};
const mustBeTaken: readonly NegativeCaseId[] = ['audience-list', 'claims-minimal'];

describe('a behaviour of the verifier', () => {
  const controls = tokenBehaviours.flatMap((entry) => {
    const fails: readonly NegativeCaseId[] = 'fails' in entry ? entry.fails : [];
    return fails.flatMap((id) => (cases[id] === undefined ? [] : [[entry.id, id, cases[id]] as const]));
  });

  test.each(controls)('%s fails %s, which a right tool does not', async (id: TokenBehaviour, caseId, changes) => {
    const taken = mustBeTaken.includes(caseId);
    expect((await launch(id, changes)).status).toBe(taken ? 401 : 200);
    expect((await launch('', changes)).status).toBe(taken ? 200 : 401);
  });

  test.each(tokenBehaviours.map(({ id }) => id))('%s lets a right launch in, or says why not', async (id) => {
    const response = await launch(id, claims({ given_name: 'Sam', family_name: 'Sample' }));
    const body = await response.text();
    const refusals: Partial<Record<TokenBehaviour, string>> = {
      'token-clock-ahead': 'TOKEN_TOO_OLD',
      'token-clock-behind': 'in the future',
      'token-keys-stale': 'key set has: none',
    };
    if (refusals[id] === undefined) expect(fieldOf(body, 'behaviour')).toBe(id);
    else expect(fieldOf(body, 'problem')).toContain(refusals[id]);
  });
});

describe('a behaviour of the login', () => {
  test.each([
    ['login-redirect-unregistered', 'redirect_uri', /\/lti\/elsewhere$/],
    ['login-redirect-slash', 'redirect_uri', /\/lti\/launch\/$/],
    ['login-redirect-missing', 'redirect_uri', null],
    ['login-response-mode-query', 'response_mode', /^query$/],
    ['login-response-mode-fragment', 'response_mode', /^fragment$/],
    ['login-response-type-code', 'response_type', /^code$/],
    ['login-scope-missing', 'scope', null],
    ['login-prompt-login', 'prompt', /^login$/],
    ['login-nonce-missing', 'nonce', null],
    ['login-state-missing', 'state', null],
    ['login-client-other', 'client_id', /^client-of-catcher-altered$/],
    ['login-hint-altered', 'login_hint', /-altered$/],
    ['login-message-hint-altered', 'lti_message_hint', /-altered$/],
    ['login-message-hint-dropped', 'lti_message_hint', null],
    ['login-request-in-fragment', 'scope', null],
  ])('%s changes %s', async (id, parameter, expected) => {
    let asked = new URL('http://unset.example');
    await launch(id, { asks: (url) => (asked = url) });
    const value = asked.searchParams.get(parameter);
    if (expected === null) expect(value).toBeNull();
    else expect(value).toMatch(expected);
    expect(asked.hash !== '').toBe(id === 'login-request-in-fragment');
  });

  test.each([
    ['login-cookie-lax', /SameSite=Lax$/],
    ['login-cookie-insecure', /SameSite=None$/],
    ['login-cookie-other-path', /Path=\/lti\/login;/],
  ])('%s changes the one cookie', async (id, expected) => {
    const begun = await launch(id, { asks: () => undefined });
    expect(begun.headers.getSetCookie()).toEqual([expect.stringMatching(expected)]);
  });

  test('sets no cookie, posts its request, or does not go on', async () => {
    expect((await launch('login-cookie-unset', { asks: () => undefined })).headers.getSetCookie()).toEqual([]);
    const posted = await (await launch('login-request-posted')).text();
    expect(posted).toContain(`action="${platform.authenticationUrl}" method="post"`);
    expect(posted).toContain('name="response_mode" value="form_post"');
    expect(await (await launch('login-never-goes-on')).text()).toContain('You are not signed in');
  });
});

describe('a behaviour of the services', () => {
  const outcome = async (id: string): Promise<string | null> =>
    fieldOf(await (await launch(id, claims(services.claims(platform.origin)))).text(), 'outcome');

  test('makes every call it is about', async () => {
    const refused = /^The token endpoint answered 401 invalid_client/;
    for (const { id } of serviceBehaviours.filter(({ id: one }) => one.startsWith('service-assertion'))) {
      // Keys are looked up by kid alone where there are several.
      if (id === 'service-assertion-no-kid') continue;
      expect([id, await outcome(id)]).toEqual([id, expect.stringMatching(refused)]);
    }
    expect(await outcome('service-scope-unasked')).toBe('Asked for 3 scopes, got 2; the launch named 3.');
    expect(await outcome('service-token-missing')).toContain('answered with 403 insufficient_scope');
    expect(await outcome('service-roster-first-page')).toBe('The course has 2 members.');
  });

  test('posts scores that are wrong in one way', async () => {
    const posted = async (id: string) => {
      const said = await outcome(id);
      return { said, scores: services.scores.splice(0) };
    };
    const old = await posted('service-score-old');
    expect(old.scores).toHaveLength(2);
    expect(Date.parse(old.scores[1]?.score.timestamp ?? '')).toBeLessThan(
      Date.parse(old.scores[0]?.score.timestamp ?? ''),
    );
    expect((await posted('service-score-no-maximum')).scores[0]?.score).not.toHaveProperty('scoreMaximum');
    expect((await posted('service-score-other-user')).scores[0]?.score.userId).toBe('nobody-of-this-course');
    expect((await posted('service-score-media-type')).scores[0]?.contentType).toBe('application/json');
    expect(await posted('service-score-address')).toMatchObject({
      scores: [],
      said: expect.stringContaining('answered with 400'),
    });
  });

  test.each(keySetBehaviours.filter(({ id }) => id !== 'keys-slow').map(({ id }) => id))(
    '%s lasts until the next launch',
    async (id) => {
      expect(await outcome(id)).toMatch(/^The token endpoint answered 401/);
      expect(await (await fetch(tool.keySet)).text()).not.toMatch(/^\{"keys":\[\{/);
      await launch('');
      expect(await (await fetch(tool.keySet)).json()).toMatchObject({ keys: [{ kty: 'RSA' }] });
    },
  );
});

describe('a behaviour of deep linking', () => {
  const answered = async (id: string) => {
    const settings = {
      deep_link_return_url: 'http://127.0.0.1:9/return',
      accept_types: ['ltiResourceLink'],
      accept_presentation_document_targets: ['iframe'],
      data: 'sent',
    };
    const page = await (
      await launch(
        id,
        claims({ [ltiClaim('message_type')]: 'LtiDeepLinkingRequest', [dlClaim('deep_linking_settings')]: settings }),
      )
    ).text();
    const [, field = '', token = ''] = /name="(\w+)" value="([^"]+)"/.exec(page) ?? [];
    const [header = '', payload = '', signature = ''] = token.split('.');
    const json = (part: string): Record<string, unknown> => JSON.parse(Buffer.from(part, 'base64url').toString());
    return { field, header: json(header), payload: json(payload), signature };
  };

  test('answers rightly but for the one thing', async () => {
    const right = await answered('');
    expect(right).toMatchObject({
      field: 'JWT',
      payload: { iss: platform.clientId, aud: platform.origin, [dlClaim('data')]: 'sent' },
    });
    expect((await answered('content-data-altered')).payload[dlClaim('data')]).toBe('sent-altered');
    expect((await answered('content-data-dropped')).payload).not.toHaveProperty([dlClaim('data')]);
    expect((await answered('content-too-many')).payload[dlClaim('content_items')]).toHaveLength(3);
    expect((await answered('content-wrong-type')).payload[dlClaim('content_items')]).toMatchObject([
      { type: 'hologram' },
    ]);
    expect(await answered('content-unsigned')).toMatchObject({ header: { alg: 'none' }, signature: '' });
    expect((await answered('content-other-key')).header).toEqual(right.header);
    expect((await answered('content-parties')).payload).toMatchObject({ iss: platform.origin, aud: platform.clientId });
    expect(Number((await answered('content-expired')).payload.exp)).toBeLessThan(now);
    expect((await answered('content-deployment')).payload[ltiClaim('deployment_id')]).toBe('deployment-of-nobody');
    expect((await answered('content-field-name')).field).toBe('jwt');
    expect(contentBehaviours).toHaveLength(10);
  });
});

test('the catalogue says where each behaviour is launched, and ids are there once', async () => {
  const catalogue: unknown = await (await fetch(`${sandbox.urls.misbehavingTool}/catalogue.json`)).json();
  expect(catalogue).toMatchObject({
    advantage: advantageMisbehaviours.map(({ id }) => ({
      id,
      targetLinkUri: misbehavingTargetLink(sandbox.urls.misbehavingTool, id),
    })),
  });
  expect(new Set(advantageMisbehaviours.map(({ id }) => id)).size).toBe(advantageMisbehaviours.length);
});

test('the document lists every behaviour in the words of the catalogue', () => {
  const lines = readFileSync(new URL('../../../docs/sandbox.md', import.meta.url), 'utf8')
    .split('\n')
    .map((line) => line.replaceAll(/ +/g, ' '));
  const missing = advantageMisbehaviours.filter(
    ({ id, rows, title, sees }) => !lines.includes(`| \`${id}\` | ${rows.join(', ')} | ${title} | ${sees} |`),
  );
  expect(missing.map(({ id }) => id)).toEqual([]);
});
