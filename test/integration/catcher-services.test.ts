import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CatcherUrls } from '../../src/protocol/models/lti/catcher.ts';
import {
  type AdvantagePlatform,
  freePort,
  type LaunchChanges,
  startAdvantagePlatform,
} from '../fixtures/advantage-platform.ts';
import { type AdvantageServices, advantageServices, memberIds } from '../fixtures/advantage-services.ts';
import { Bench, passphrase } from './bench.ts';

let bench: Bench;
let urls: CatcherUrls;
let platform: AdvantagePlatform;
let services: AdvantageServices;

beforeAll(async () => {
  bench = new Bench();
  await bench.createVault();
  const port = await freePort();
  await bench.call('catcher.saveSettings', {
    settings: { port, reach: 'loopback', publicUrl: null, answer: { kind: 'page' } },
  });
  ({ urls } = await bench.call('catcher.start', {}));
  platform = await startAdvantagePlatform(undefined, (call) => services.handle(call));
  await register(`${platform.origin}/token`);
});
beforeEach(() => {
  services = advantageServices({ clientId: platform.clientId, toolKeys: () => urls.jwks });
});
afterAll(async () => {
  await platform.close();
  await bench.remove();
});

async function register(tokenUrl: string | null): Promise<void> {
  for (const { id } of await bench.call('catcher.registrations', {})) {
    await bench.call('catcher.deleteRegistration', { id });
  }
  await bench.call('catcher.createRegistration', {
    draft: {
      name: 'Platform',
      issuer: platform.origin,
      clientId: platform.clientId,
      authenticationUrl: platform.authenticationUrl,
      tokenUrl,
      keys: { kind: 'url', url: platform.keysUrl },
      deploymentIds: [],
    },
  });
}

async function caught(changes: LaunchChanges = {}): Promise<string> {
  await platform.launch(urls, { ...changes, claims: { ...services.claims(platform.origin), ...changes.claims } });
  return (await bench.call('catcher.captures', {}))[0]?.id ?? '';
}

describe('the catcher as a tool, for a launch it caught', () => {
  test('reads the roster, page by page, with a token of its own key', async () => {
    const outcome = await bench.call('catcher.callService', { captureId: await caught(), service: 'roster' });
    expect(outcome).toMatchObject({ ok: true, headline: `The roster has ${memberIds.length} members on 1 page.` });
    expect(outcome.calls.map(({ what, response }) => [what, response?.status])).toEqual([
      ['token', 200],
      ['roster', 200],
    ]);
    expect(services.assertions).toMatchObject([{ iss: platform.clientId, aud: `${platform.origin}/token` }]);
  });

  test('passes a score back to a line item of its own, made once, and reads the result', async () => {
    const captureId = await caught();
    const pass = (scoreGiven: number) =>
      bench.call('catcher.callService', { captureId, service: 'score', score: { scoreGiven, scoreMaximum: 10 } });
    expect(await pass(7)).toMatchObject({ ok: true, headline: 'The score 7 of 10 was passed back.' });
    expect((await pass(8)).calls.map(({ what }) => what)).toEqual(['token', 'line-items', 'score']);
    expect(services.lineItems).toMatchObject([{ label: 'Countersign catcher', resourceLinkId: 'link-1' }]);
    expect(services.scores.map(({ score }) => [score.userId, score.scoreGiven])).toEqual([
      ['user-1', 7],
      ['user-1', 8],
    ]);
    const results = await bench.call('catcher.callService', { captureId, service: 'results' });
    expect(results).toMatchObject({ ok: true, headline: 'The result is 8.' });
    const items = await bench.call('catcher.callService', { captureId, service: 'line-items' });
    expect(items.headline).toBe('Line items: Countersign catcher.');
  });

  test('shows neither a token nor an assertion that could be used', async () => {
    const outcome = await bench.call('catcher.callService', { captureId: await caught(), service: 'roster' });
    const [token, roster] = outcome.calls;
    expect(token?.response?.body).toContain('"access_token":"••••••"');
    expect(token?.request.body).toMatch(/client_assertion=[\w-]+\.[\w-]+\.••••••/);
    expect(roster?.request.headers).toContainEqual(['Authorization', '••••••']);
    expect(JSON.stringify(outcome)).not.toContain('token-1');
  });

  test('tells why the platform refused', async () => {
    services = advantageServices({ clientId: 'another', toolKeys: () => urls.jwks });
    const captureId = await caught();
    const refused = await bench.call('catcher.callService', { captureId, service: 'roster' });
    expect(refused).toMatchObject({
      ok: false,
      headline: expect.stringMatching(/^The token endpoint answered 401 invalid_client/),
    });
    services = advantageServices({ clientId: platform.clientId, toolKeys: () => urls.jwks, scopes: [] });
    const scopeless = await bench.call('catcher.callService', { captureId, service: 'score' });
    expect(scopeless.headline).toContain('invalid_scope');
  });
});

describe('a service is not called', () => {
  const refusal = (captureId: string, service: string) => bench.refusal('catcher.callService', { captureId, service });

  test.each([
    ['the launch was not verified', { signWithStranger: true }, 'roster'],
    ['the launch says nothing of its user', { claims: { sub: undefined } }, 'score'],
    [
      'the launch offers no roster',
      { claims: { 'https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice': undefined } },
      'roster',
    ],
  ] as const)('when %s', async (reason, changes, service) => {
    expect(await refusal(await caught(changes), service)).toMatchObject({
      code: 'catcher.not-callable',
      params: { reason },
    });
    expect(services.assertions).toEqual([]);
  });

  test('without a token endpoint, and while the vault is locked', async () => {
    const captureId = await caught();
    await register(null);
    expect(await refusal(captureId, 'roster')).toMatchObject({ code: 'catcher.not-callable' });
    await register(`${platform.origin}/token`);
    await bench.call('vault.lock', {});
    expect(await refusal(captureId, 'roster')).toMatchObject({ code: 'vault.locked' });
    await bench.call('vault.unlock', { method: { kind: 'passphrase', passphrase } });
  });
});
