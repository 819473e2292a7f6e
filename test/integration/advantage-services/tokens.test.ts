import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  accessToken,
  call,
  clientId,
  mediaTypes,
  register,
  requestToken,
  scopes,
  tokenForm,
} from '../../fixtures/advantage-client.ts';
import { assertionClaims, type ServiceTool } from '../../fixtures/service-tool.ts';
import { serviceBench } from './service-bench.ts';

const services = serviceBench();
const { tokenFor, newestCall, failures } = services;
const all = Object.values(scopes);

describe('the token endpoint', () => {
  const ask = async (changes: Record<string, string | null>): Promise<Response> => {
    const form = { ...(await tokenForm(services.tool, services.at.tokenUrl, all)), ...changes };
    return requestToken(
      services.at.tokenUrl,
      Object.fromEntries(Object.entries(form).flatMap(([name, value]) => (value === null ? [] : [[name, value]]))),
    );
  };
  const asserted = async (changes: Record<string, unknown>, how: Parameters<ServiceTool['sign']>[1] = {}) =>
    ask({
      client_assertion: await services.tool.sign(
        { ...assertionClaims(clientId, services.at.tokenUrl), ...changes },
        how,
      ),
    });

  test('grants the scopes it has, for an hour, and says which it left out', async () => {
    const answer = await ask({ scope: `${scopes.score} ${scopes.members} https://example.org/scope/other` });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await answer.json()).toEqual({
      access_token: expect.stringMatching(/^[\w-]{43}$/),
      token_type: 'Bearer',
      expires_in: 3600,
      scope: `${scopes.score} ${scopes.members}`,
    });
    expect(await newestCall()).toMatchObject({
      service: 'token',
      verdict: 'remarked',
      registrationId: services.at.registrationId,
      checks: expect.arrayContaining([expect.objectContaining({ id: 'scope', status: 'remarked' })]),
    });
  });

  const now = () => Math.floor(Date.now() / 1000);
  const refused: [string, number, string, string, () => Promise<Response>][] = [
    ['no grant type', 400, 'invalid_request', 'grant_type', () => ask({ grant_type: null })],
    ['another grant type', 400, 'unsupported_grant_type', 'grant_type', () => ask({ grant_type: 'password' })],
    [
      'no credentials',
      401,
      'invalid_client',
      'client_assertion_type',
      () => ask({ client_assertion: null, client_assertion_type: null }),
    ],
    ['no assertion', 400, 'invalid_request', 'client_assertion_type', () => ask({ client_assertion: null })],
    [
      'another assertion type',
      401,
      'invalid_client',
      'client_assertion_type',
      () => ask({ client_assertion_type: 'urn:x' }),
    ],
    ['what is no token', 401, 'invalid_client', 'assertion.form', () => ask({ client_assertion: 'a.b' })],
    ['another client', 401, 'invalid_client', 'assertion.iss', () => asserted({ iss: 'somebody' })],
    ['another subject', 401, 'invalid_client', 'assertion.sub', () => asserted({ sub: 'somebody' })],
    ['another client_id in the form', 401, 'invalid_client', 'client_id', () => ask({ client_id: 'somebody' })],
    [
      'another audience',
      401,
      'invalid_client',
      'assertion.aud',
      () => asserted({ aud: 'https://other.example/token' }),
    ],
    [
      'an assertion that ran out',
      401,
      'invalid_client',
      'assertion.exp',
      () => asserted({ iat: now() - 700, exp: now() - 600 }),
    ],
    ['an assertion without end', 401, 'invalid_client', 'assertion.exp', () => asserted({ exp: undefined })],
    [
      'an assertion from the future',
      401,
      'invalid_client',
      'assertion.iat',
      () => asserted({ iat: now() + 600, exp: now() + 700 }),
    ],
    ['no jti', 401, 'invalid_client', 'assertion.jti', () => asserted({ jti: undefined })],
    ['another key', 401, 'invalid_client', 'assertion.signature', () => asserted({}, { byStranger: true })],
    ['HS256', 401, 'invalid_client', 'assertion.alg', () => asserted({}, { header: { alg: 'HS256' } })],
    ['an unknown kid', 401, 'invalid_client', 'assertion.kid', () => asserted({}, { header: { kid: 'nobody' } })],
    ['no scope', 400, 'invalid_scope', 'scope', () => ask({ scope: '' })],
    ['unknown scopes only', 400, 'invalid_scope', 'scope', () => ask({ scope: 'openid' })],
  ];
  test.each(refused)('refuses %s with %i %s', async (_what, status, error, check, send) => {
    const answer = await send();
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ error });
    expect((await failures())[0]).toBe(check);
  });

  test('refuses a repeated parameter and what is no form', async () => {
    const form = new URLSearchParams(await tokenForm(services.tool, services.at.tokenUrl, all));
    form.append('scope', scopes.score);
    const twice = await fetch(services.at.tokenUrl, { method: 'POST', body: form });
    expect([twice.status, await twice.json()]).toMatchObject([400, { error: 'invalid_request' }]);
    const json = await fetch(services.at.tokenUrl, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(await tokenForm(services.tool, services.at.tokenUrl, all)),
    });
    expect([json.status, await json.json()]).toMatchObject([400, { error: 'invalid_request' }]);
  });

  test('takes an assertion once', async () => {
    const form = await tokenForm(services.tool, services.at.tokenUrl, all);
    expect((await requestToken(services.at.tokenUrl, form)).status).toBe(200);
    const again = await requestToken(services.at.tokenUrl, form);
    expect([again.status, await failures()]).toEqual([401, ['assertion.jti']]);
  });

  test('remarks upon the issuer as audience', async () => {
    expect((await asserted({ aud: services.at.issuer })).status).toBe(200);
    expect((await newestCall()).checks).toContainEqual(
      expect.objectContaining({ id: 'assertion.aud', status: 'remarked' }),
    );
  });

  test('reads the key set once, and again when the tool has a new key', async () => {
    await tokenFor(scopes.score);
    const before = services.tool.keySetReads();
    await tokenFor(scopes.score);
    expect(services.tool.keySetReads()).toBe(before);
    await services.tool.rotate();
    await tokenFor(scopes.score);
    expect(services.tool.keySetReads()).toBe(before + 1);
  });
});

describe('scopes', () => {
  test('are granted where the tool is registered for them, and the answer and the record say which were not', async () => {
    const own = await register(services.bench, services.tool, [scopes.score, 'https://example.org/scope/other']);
    const ask = async (...scope: string[]) =>
      requestToken(own.tokenUrl, await tokenForm(services.tool, own.tokenUrl, scope));
    const some = await ask(...all);
    expect([some.status, await some.json()]).toMatchObject([200, { scope: scopes.score }]);
    const { checks, verdict } = await newestCall();
    expect(verdict).toBe('remarked');
    expect(checks.find(({ id }) => id === 'scope')).toMatchObject({
      status: 'remarked',
      seen: expect.stringContaining(`${scopes.members} (the tool is not registered for it)`),
    });
    const none = await ask(scopes.members);
    expect([none.status, await none.json()]).toMatchObject([400, { error: 'invalid_scope' }]);
    expect(await failures()).toEqual(['scope']);
    const unknown = await ask('https://example.org/scope/other');
    expect([unknown.status, await unknown.json()]).toMatchObject([400, { error: 'invalid_scope' }]);
  });

  const { lineItem, lineItemReadOnly, results, score } = scopes;
  const operations: [method: string, path: string, type: string, scopes: string[]][] = [
    ['GET', 'lineitems', mediaTypes.lineItems, [lineItem, lineItemReadOnly]],
    ['POST', 'lineitems', mediaTypes.lineItem, [lineItem]],
    ['GET', 'lineitems/ID', mediaTypes.lineItem, [lineItem, lineItemReadOnly]],
    ['PUT', 'lineitems/ID', mediaTypes.lineItem, [lineItem]],
    ['DELETE', 'lineitems/ID', mediaTypes.lineItem, [lineItem]],
    ['GET', 'lineitems/ID/results', mediaTypes.results, [results]],
    ['POST', 'lineitems/ID/scores', mediaTypes.score, [score]],
    ['GET', 'memberships', mediaTypes.members, [scopes.members]],
  ];
  test.each(operations)('%s of %s takes a token with its scope, and no other', async (method, path, type, good) => {
    const facts = { label: 'Scoped', scoreMaximum: 1, resourceLinkId: null, resourceId: null, tag: null };
    const place = { connectionId: services.at.connectionId, courseId: services.at.courseId };
    for (const scope of all) {
      const { id } = await services.bench.call('lineItems.create', { ...place, ...facts });
      const body = method === 'POST' || method === 'PUT' ? {} : undefined;
      const url = `${services.at.base}/${path.replace('ID', id)}`;
      const { status } = await call(await tokenFor(scope), type, url, method, body);
      // A body without anything in it is refused too, but only of whoever may send one.
      const fine = method === 'DELETE' ? 204 : body === undefined ? 200 : 400;
      expect([scope, status]).toEqual([scope, good.includes(scope) ? fine : 403]);
    }
  });
});

test('a token is a use of the registration it is issued to; a refused request is none', async () => {
  const { registrationId, connectionId, tokenUrl } = await register(services.bench, services.tool);
  const lastUse = async () =>
    (await services.bench.call('credentials.list', {})).find(({ id }) => id === registrationId)?.lastUse;
  await requestToken(tokenUrl, await tokenForm(services.tool, tokenUrl, ['openid']));
  expect(await lastUse()).toBeNull();
  await accessToken(services.tool, tokenUrl, all);
  expect(await lastUse()).toMatchObject({ purpose: 'service', connectionId, connection: 'Service tool' });
});

describe('access tokens', () => {
  test('are asked for, and each is good for its scopes until it is ended', async () => {
    const url = `${services.at.base}/lineitems`;
    const without = await fetch(url);
    expect([without.status, without.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="Countersign"']);
    const invented = await call('invented', mediaTypes.lineItems, url);
    expect(invented.status).toBe(401);
    expect(invented.headers.get('www-authenticate')).toContain('error="invalid_token"');
    const narrow = await tokenFor(scopes.members);
    const other = await call(narrow, mediaTypes.lineItems, url);
    expect(other.status).toBe(403);
    expect(other.headers.get('www-authenticate')).toContain(`scope="${scopes.lineItem} ${scopes.lineItemReadOnly}"`);
    const reading = await tokenFor(scopes.lineItemReadOnly);
    expect((await call(reading, mediaTypes.lineItem, url, 'POST', { label: 'x', scoreMaximum: 1 })).status).toBe(403);
    expect((await call(reading, mediaTypes.lineItems, url)).status).toBe(200);
    const { revoked } = await services.bench.call('services.revokeTokens', {
      registrationId: services.at.registrationId,
    });
    expect(revoked).toBeGreaterThan(0);
    expect((await call(reading, mediaTypes.lineItems, url)).status).toBe(401);
  });

  test('of one registration are nothing to another, and addresses tell nothing without one', async () => {
    const other = await register(services.bench, services.tool);
    const token = await tokenFor(...all);
    expect((await call(token, mediaTypes.members, `${other.base}/memberships`)).status).toBe(401);
    expect((await fetch(`${services.at.base}/nothing`)).status).toBe(401);
    expect((await call(token, mediaTypes.members, `${services.at.base}/nothing`)).status).toBe(404);
    const crossed = services.at.base.replace(services.at.connectionId, other.connectionId);
    expect((await call(token, mediaTypes.members, `${crossed}/memberships`)).status).toBe(404);
  });

  test('stand in no record, and neither do assertions that could be used', async () => {
    const form = await tokenForm(services.tool, services.at.tokenUrl, all);
    const answer = z
      .looseObject({ access_token: z.string() })
      .parse(await (await requestToken(services.at.tokenUrl, form)).json());
    await call(
      answer.access_token,
      mediaTypes.members,
      `${services.at.base}/memberships?access_token=${answer.access_token}`,
    );
    const signature = form.client_assertion?.split('.')[2] ?? '';
    const calls = await services.bench.call('serviceCalls.list', {});
    const records = await Promise.all(calls.map(({ id }) => services.bench.call('serviceCalls.get', { id })));
    const files = ['countersign.db', 'countersign.db-wal'].map((name) =>
      readFileSync(join(services.bench.folder, name), 'latin1'),
    );
    const kept = [JSON.stringify(records), JSON.stringify(services.bench.events), ...files].join('\n');
    expect(signature.length).toBeGreaterThan(300);
    expect(kept.includes(answer.access_token)).toBe(false);
    expect(kept.includes(signature)).toBe(false);
    expect(records[1]?.token?.claims).toMatchObject({ iss: clientId });
  });
});
