import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  accessToken,
  call,
  clientId,
  linked,
  mediaTypes,
  type Registered,
  register,
  requestToken,
  scopes,
  tokenForm,
} from '../fixtures/advantage-client.ts';
import { assertionClaims, type ServiceTool, startServiceTool } from '../fixtures/service-tool.ts';
import { Bench } from './bench.ts';
import { runCli } from './cli-process.ts';

let bench: Bench;
let tool: ServiceTool;
let at: Registered;

beforeAll(async () => {
  bench = new Bench();
  await bench.createVault();
  tool = await startServiceTool();
  at = await register(bench, tool);
});
afterAll(async () => {
  await bench.remove();
  await tool.close();
});

const all = Object.values(scopes);
const tokenFor = (...scope: string[]) => accessToken(tool, at.tokenUrl, scope);
const newestCall = async () => {
  const [newest] = await bench.call('serviceCalls.list', { limit: 1 });
  return bench.call('serviceCalls.get', { id: newest?.id ?? '' });
};
const failures = async () => {
  const { checks } = await newestCall();
  return checks.filter(({ status }) => status === 'failed').map(({ id }) => id);
};

describe('the token endpoint', () => {
  const ask = async (changes: Record<string, string | null>): Promise<Response> => {
    const form = { ...(await tokenForm(tool, at.tokenUrl, all)), ...changes };
    return requestToken(
      at.tokenUrl,
      Object.fromEntries(Object.entries(form).flatMap(([name, value]) => (value === null ? [] : [[name, value]]))),
    );
  };
  const asserted = async (changes: Record<string, unknown>, how: Parameters<ServiceTool['sign']>[1] = {}) =>
    ask({ client_assertion: await tool.sign({ ...assertionClaims(clientId, at.tokenUrl), ...changes }, how) });

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
      registrationId: at.registrationId,
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
    const form = new URLSearchParams(await tokenForm(tool, at.tokenUrl, all));
    form.append('scope', scopes.score);
    const twice = await fetch(at.tokenUrl, { method: 'POST', body: form });
    expect([twice.status, await twice.json()]).toMatchObject([400, { error: 'invalid_request' }]);
    const json = await fetch(at.tokenUrl, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(await tokenForm(tool, at.tokenUrl, all)),
    });
    expect([json.status, await json.json()]).toMatchObject([400, { error: 'invalid_request' }]);
  });

  test('takes an assertion once', async () => {
    const form = await tokenForm(tool, at.tokenUrl, all);
    expect((await requestToken(at.tokenUrl, form)).status).toBe(200);
    const again = await requestToken(at.tokenUrl, form);
    expect([again.status, await failures()]).toEqual([401, ['assertion.jti']]);
  });

  test('remarks upon the issuer as audience', async () => {
    expect((await asserted({ aud: at.issuer })).status).toBe(200);
    expect((await newestCall()).checks).toContainEqual(
      expect.objectContaining({ id: 'assertion.aud', status: 'remarked' }),
    );
  });

  test('reads the key set once, and again when the tool has a new key', async () => {
    await tokenFor(scopes.score);
    const before = tool.keySetReads();
    await tokenFor(scopes.score);
    expect(tool.keySetReads()).toBe(before);
    await tool.rotate();
    await tokenFor(scopes.score);
    expect(tool.keySetReads()).toBe(before + 1);
  });
});

describe('scopes', () => {
  test('are granted where the tool is registered for them, and the answer and the record say which were not', async () => {
    const own = await register(bench, tool, [scopes.score, 'https://example.org/scope/other']);
    const ask = async (...scope: string[]) => requestToken(own.tokenUrl, await tokenForm(tool, own.tokenUrl, scope));
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
    const place = { connectionId: at.connectionId, courseId: at.courseId };
    for (const scope of all) {
      const { id } = await bench.call('lineItems.create', { ...place, ...facts });
      const body = method === 'POST' || method === 'PUT' ? {} : undefined;
      const url = `${at.base}/${path.replace('ID', id)}`;
      const { status } = await call(await tokenFor(scope), type, url, method, body);
      // A body without anything in it is refused too, but only of whoever may send one.
      const fine = method === 'DELETE' ? 204 : body === undefined ? 200 : 400;
      expect([scope, status]).toEqual([scope, good.includes(scope) ? fine : 403]);
    }
  });
});

test('a token is a use of the registration it is issued to; a refused request is none', async () => {
  const { registrationId, connectionId, tokenUrl } = await register(bench, tool);
  const lastUse = async () =>
    (await bench.call('credentials.list', {})).find(({ id }) => id === registrationId)?.lastUse;
  await requestToken(tokenUrl, await tokenForm(tool, tokenUrl, ['openid']));
  expect(await lastUse()).toBeNull();
  await accessToken(tool, tokenUrl, all);
  expect(await lastUse()).toMatchObject({ purpose: 'service', connectionId, connection: 'Service tool' });
});

describe('access tokens', () => {
  test('are asked for, and each is good for its scopes until it is ended', async () => {
    const url = `${at.base}/lineitems`;
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
    const { revoked } = await bench.call('services.revokeTokens', { registrationId: at.registrationId });
    expect(revoked).toBeGreaterThan(0);
    expect((await call(reading, mediaTypes.lineItems, url)).status).toBe(401);
  });

  test('of one registration are nothing to another, and addresses tell nothing without one', async () => {
    const other = await register(bench, tool);
    const token = await tokenFor(...all);
    expect((await call(token, mediaTypes.members, `${other.base}/memberships`)).status).toBe(401);
    expect((await fetch(`${at.base}/nothing`)).status).toBe(401);
    expect((await call(token, mediaTypes.members, `${at.base}/nothing`)).status).toBe(404);
    const crossed = at.base.replace(at.connectionId, other.connectionId);
    expect((await call(token, mediaTypes.members, `${crossed}/memberships`)).status).toBe(404);
  });

  test('stand in no record, and neither do assertions that could be used', async () => {
    const form = await tokenForm(tool, at.tokenUrl, all);
    const answer = z
      .looseObject({ access_token: z.string() })
      .parse(await (await requestToken(at.tokenUrl, form)).json());
    await call(answer.access_token, mediaTypes.members, `${at.base}/memberships?access_token=${answer.access_token}`);
    const signature = form.client_assertion?.split('.')[2] ?? '';
    const calls = await bench.call('serviceCalls.list', {});
    const records = await Promise.all(calls.map(({ id }) => bench.call('serviceCalls.get', { id })));
    const files = ['countersign.db', 'countersign.db-wal'].map((name) =>
      readFileSync(join(bench.folder, name), 'latin1'),
    );
    const kept = [JSON.stringify(records), JSON.stringify(bench.events), ...files].join('\n');
    expect(signature.length).toBeGreaterThan(300);
    expect(kept.includes(answer.access_token)).toBe(false);
    expect(kept.includes(signature)).toBe(false);
    expect(records[1]?.token?.claims).toMatchObject({ iss: clientId });
  });
});

const memberSchema = z.looseObject({ user_id: z.string(), status: z.string(), roles: z.array(z.string()) });
const containerSchema = z.looseObject({
  id: z.string(),
  context: z.looseObject({ id: z.string() }),
  members: z.array(memberSchema),
});

describe('Names and Roles', () => {
  const read = async (url: string) => {
    const answer = await call(await tokenFor(scopes.members), mediaTypes.members, url);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, mediaTypes.members]);
    return { answer, body: containerSchema.parse(await answer.json()) };
  };

  test('lists the roster page by page, each person once', async () => {
    const { people, courses } = await bench.call('roster.list', {});
    let url: string | null = `${at.base}/memberships?limit=2`;
    const seen: string[] = [];
    let pages = 0;
    while (url !== null) {
      const { answer, body } = await read(url);
      expect(body.context.id).toBe(courses[0]?.contextId);
      expect(body.members.length).toBeLessThanOrEqual(2);
      seen.push(...body.members.map((member) => member.user_id));
      pages += 1;
      url = linked(answer, 'next');
      expect(linked(answer, 'differences') === null).toBe(url !== null);
    }
    expect(pages).toBe(Math.ceil(people.length / 2));
    expect(seen.sort()).toEqual(people.map(({ userId }) => userId).sort());
  });

  test('filters by role, by URI and by short name, and by link', async () => {
    const instructor = 'http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor';
    const byUri = (await read(`${at.base}/memberships?role=${encodeURIComponent(instructor)}`)).body;
    expect(byUri.members.length).toBeGreaterThan(0);
    expect(byUri.members.every(({ roles }) => roles.some((role) => role.includes('Instructor')))).toBe(true);
    expect((await read(`${at.base}/memberships?role=Instructor`)).body.members).toEqual(byUri.members);
    const { courses } = await bench.call('roster.list', {});
    const link = courses[0]?.placements[0]?.resourceLinkId ?? '';
    const ofLink = (await read(`${at.base}/memberships?rlid=${encodeURIComponent(link)}`)).body;
    expect(ofLink.members[0]?.message).toMatchObject([
      { 'https://purl.imsglobal.org/spec/lti/claim/message_type': 'LtiResourceLinkRequest' },
    ]);
    const token = await tokenFor(scopes.members);
    expect((await call(token, mediaTypes.members, `${at.base}/memberships?rlid=other`)).status).toBe(404);
    expect((await call(token, mediaTypes.members, `${at.base}/memberships?limit=0`)).status).toBe(400);
    expect((await call(token, mediaTypes.members, `${at.base}/memberships?since=999999`)).status).toBe(400);
  });

  test('tells who was added, changed, deactivated and deleted since', async () => {
    const differences = linked((await read(`${at.base}/memberships`)).answer, 'differences') ?? '';
    expect((await read(differences)).body.members).toEqual([]);
    const draft = { fullName: 'Nora New', userId: 'new-1' };
    const { id } = await bench.call('roster.createPerson', { draft });
    await bench.call('roster.updatePerson', { id, draft: { ...draft, status: 'Inactive' } });
    const changed = await read(differences);
    expect(changed.body.members).toMatchObject([{ user_id: 'new-1', status: 'Inactive', name: 'Nora New' }]);
    await bench.call('roster.deletePerson', { id });
    const later = linked(changed.answer, 'differences') ?? '';
    expect((await read(later)).body.members).toEqual([{ user_id: 'new-1', status: 'Deleted', roles: [] }]);
    await bench.call('trash.restore', {});
    expect((await read(later)).body.members).toMatchObject([{ user_id: 'new-1', status: 'Inactive' }]);
    await bench.call('roster.deletePerson', { id });
  });
});

test('Course Groups lists groups and sets, and members tell which they are in', async () => {
  const { courses } = await bench.call('roster.list', {});
  const [first] = courses;
  if (first === undefined) throw new Error('no course');
  const { id, ...draft } = first;
  const groups = [
    { id: 'g1', name: 'Red', set: 'Colours', userIds: ['sample-1001'] },
    { id: 'g2', name: 'Alone', userIds: [] },
  ];
  await bench.call('roster.updateCourse', { id, draft: { ...draft, groups } });
  const scope = 'https://purl.imsglobal.org/spec/lti-gs/scope/contextgroup.readonly';
  const token = await tokenFor(scope, scopes.members);
  const listed = 'application/vnd.ims.lti-gs.v1.contextgroupcontainer+json';
  const all = await call(token, listed, `${at.base}/groups`);
  expect([all.headers.get('content-type'), await all.json()]).toMatchObject([
    listed,
    {
      groups: [
        { id: 'g1', name: 'Red', set_id: 'Colours' },
        { id: 'g2', name: 'Alone' },
      ],
    },
  ]);
  const own = await call(token, listed, `${at.base}/groups?user_id=sample-1001`);
  expect(await own.json()).toMatchObject({ groups: [{ id: 'g1' }] });
  const sets = await call(
    token,
    'application/vnd.ims.lti-gs.v1.contextgroupsetcontainer+json',
    `${at.base}/groups/sets`,
  );
  expect(await sets.json()).toMatchObject({ sets: [{ id: 'Colours', name: 'Colours' }] });
  const members = await call(token, mediaTypes.members, `${at.base}/memberships`);
  const { members: enrolled } = containerSchema.parse(await members.json());
  expect(enrolled.find((member) => member.user_id === 'sample-1001')?.group_enrollments).toEqual([{ group_id: 'g1' }]);
  expect((await call(await tokenFor(scopes.members), listed, `${at.base}/groups`)).status).toBe(403);
});

const lineItemSchema = z.looseObject({ id: z.string(), label: z.string(), scoreMaximum: z.number() });
const resultSchema = z.looseObject({ id: z.string(), userId: z.string(), resultScore: z.number().optional() });

describe('Assignment and Grades', () => {
  const draft = { label: 'Chapter 1', scoreMaximum: 10, resourceId: 'chapter-1', tag: 'quiz' };
  let token: string;
  beforeAll(async () => {
    token = await tokenFor(...all);
  });
  const create = async (item: Record<string, unknown> = draft) => {
    const answer = await call(token, mediaTypes.lineItem, `${at.base}/lineitems`, 'POST', item);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([201, mediaTypes.lineItem]);
    const made = lineItemSchema.parse(await answer.json());
    expect(answer.headers.get('location')).toBe(made.id);
    return made;
  };
  const score = (over: Record<string, unknown> = {}) => ({
    userId: 'sample-1001',
    scoreGiven: 7.5,
    scoreMaximum: 10,
    timestamp: '2026-01-31T12:00:00.000001Z',
    activityProgress: 'Completed',
    gradingProgress: 'FullyGraded',
    ...over,
  });
  const post = (item: string, body: unknown) => call(token, mediaTypes.score, `${item}/scores`, 'POST', body);

  test('line items are made, found, changed and deleted', async () => {
    const { courses } = await bench.call('roster.list', {});
    const resourceLinkId = courses[0]?.placements[0]?.resourceLinkId ?? '';
    const made = await create({ ...draft, resourceLinkId, 'https://tool.example/extra': { a: 1 } });
    expect(made).toMatchObject({ ...draft, resourceLinkId, 'https://tool.example/extra': { a: 1 } });
    const list = async (query: string) =>
      z
        .array(lineItemSchema)
        .parse(await (await call(token, mediaTypes.lineItems, `${at.base}/lineitems${query}`)).json());
    expect(await list(`?resource_link_id=${encodeURIComponent(resourceLinkId)}&tag=quiz`)).toEqual([made]);
    expect(await list('?tag=exam')).toEqual([]);
    const put = await call(token, mediaTypes.lineItem, made.id, 'PUT', {
      ...made,
      label: 'Chapter one',
      scoreMaximum: 20,
    });
    expect(await put.json()).toMatchObject({ id: made.id, label: 'Chapter one', scoreMaximum: 20, resourceLinkId });
    expect(await (await call(token, mediaTypes.lineItem, made.id)).json()).toMatchObject({ label: 'Chapter one' });
    expect((await call(token, mediaTypes.lineItem, made.id, 'DELETE')).status).toBe(204);
    expect((await call(token, mediaTypes.lineItem, made.id)).status).toBe(404);
  });

  test('lists come in pages', async () => {
    for (const tag of ['page', 'page', 'page']) await create({ ...draft, tag });
    const first = await call(token, mediaTypes.lineItems, `${at.base}/lineitems?tag=page&limit=2`);
    expect(z.array(lineItemSchema).parse(await first.json())).toHaveLength(2);
    const rest = await call(token, mediaTypes.lineItems, linked(first, 'next') ?? '');
    expect(z.array(lineItemSchema).parse(await rest.json())).toHaveLength(1);
    expect(linked(rest, 'next')).toBeNull();
  });

  test.each([
    ['without a label', { label: undefined }, 'label'],
    ['of no points', { scoreMaximum: 0 }, 'scoreMaximum'],
    ['with points as a text', { scoreMaximum: '10' }, 'scoreMaximum'],
    ['of a link of another course', { resourceLinkId: 'other' }, 'resourceLinkId'],
    ['with a time without its zone', { startDateTime: '2026-01-31T12:00:00' }, 'startDateTime'],
    [
      'that ends before it starts',
      { startDateTime: '2026-02-01T00:00:00Z', endDateTime: '2026-01-01T00:00:00Z' },
      'endDateTime',
    ],
  ])('a line item %s is refused', async (_what, over, check) => {
    const answer = await call(token, mediaTypes.lineItem, `${at.base}/lineitems`, 'POST', { ...draft, ...over });
    expect([answer.status, await failures()]).toEqual([400, [check]]);
  });

  test('media types and methods are held to', async () => {
    const url = `${at.base}/lineitems`;
    expect((await call(token, 'text/plain', url, 'POST', draft)).status).toBe(406);
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'text/plain' };
    expect((await fetch(url, { method: 'POST', headers, body: JSON.stringify(draft) })).status).toBe(415);
    const json = { ...headers, 'Content-Type': 'application/json' };
    expect((await fetch(url, { method: 'POST', headers: json, body: JSON.stringify(draft) })).status).toBe(201);
    expect((await newestCall()).verdict).toBe('remarked');
    const patch = await call(token, mediaTypes.lineItem, url, 'PATCH', draft);
    expect([patch.status, patch.headers.get('allow')]).toEqual([405, 'GET, POST']);
    expect((await call(token, mediaTypes.lineItem, url, 'POST', [])).status).toBe(400);
  });

  test('scores become results, in the order of their timestamps, and are seen in the gradebook', async () => {
    const item = await create({ ...draft, label: 'Graded', scoreMaximum: 100 });
    const results = async (query = '') => {
      const answer = await call(token, mediaTypes.results, `${item.id}/results${query}`);
      expect(answer.headers.get('content-type')).toBe(mediaTypes.results);
      return z.array(resultSchema).parse(await answer.json());
    };
    expect((await post(item.id, score({ 'https://tool.example/attempt': 3 }))).status).toBe(204);
    expect(await results()).toEqual([
      {
        id: `${item.id}/results?user_id=sample-1001`,
        scoreOf: item.id,
        userId: 'sample-1001',
        resultScore: 75,
        resultMaximum: 100,
      },
    ]);
    const same = await post(item.id, score({ scoreGiven: 9 }));
    expect([same.status, await failures()]).toEqual([409, ['timestamp.order']]);
    expect((await post(item.id, score({ scoreGiven: 9, timestamp: '2026-01-31T12:00:00Z' }))).status).toBe(409);
    // A millionth of a second later, in another time zone.
    expect((await post(item.id, score({ scoreGiven: 9, timestamp: '2026-01-31T14:00:00.000002+02:00' }))).status).toBe(
      204,
    );
    expect((await results('?user_id=sample-1001'))[0]?.resultScore).toBe(90);
    expect(await results('?user_id=sample-1002')).toEqual([]);
    const kept = (await bench.call('lineItems.list', { connectionId: at.connectionId })).find(
      ({ label }) => label === 'Graded',
    );
    expect(kept?.scores).toMatchObject([
      { personName: 'Sam Sample', score: { scoreGiven: 9 }, result: { resultScore: 90 } },
    ]);
    const pending = score({ timestamp: '2026-02-01T00:00:00.0Z', gradingProgress: 'PendingManual' });
    expect((await post(item.id, pending)).status).toBe(204);
    expect((await results())[0]).not.toHaveProperty('resultScore');
    const { scoreGiven: _given, ...cleared } = score({ timestamp: '2026-02-02T00:00:00.0Z' });
    expect((await post(item.id, cleared)).status).toBe(204);
    expect((await results())[0]).not.toHaveProperty('resultScore');
    expect((await newestCall()).connectionId).toBe(at.connectionId);
  });

  test.each([
    ['below nought', { scoreGiven: -1 }, 400, 'scoreGiven'],
    ['that is no number', { scoreGiven: '7' }, 400, 'scoreGiven'],
    ['of nothing', { scoreMaximum: 0 }, 400, 'scoreMaximum'],
    ['without its maximum', { scoreMaximum: undefined }, 400, 'scoreMaximum'],
    ['of nobody', { userId: 'nobody' }, 404, 'userId'],
    ['without a time', { timestamp: undefined }, 400, 'timestamp'],
    ['of a time that is none', { timestamp: '2026-02-30T12:00:00.0Z' }, 400, 'timestamp'],
    ['of a progress that is none', { activityProgress: 'Done' }, 400, 'activityProgress'],
    ['graded in its own way', { gradingProgress: 'fullygraded' }, 400, 'gradingProgress'],
  ])('a score %s is refused', async (_what, over, status, check) => {
    const item = await create();
    const answer = await post(item.id, score(over));
    expect([answer.status, await failures()]).toEqual([status, [check]]);
    expect(await (await call(token, mediaTypes.results, `${item.id}/results`)).json()).toEqual([]);
  });

  test('extra credit is taken, with a remark', async () => {
    const item = await create();
    expect((await post(item.id, score({ scoreGiven: 12 }))).status).toBe(204);
    expect((await newestCall()).verdict).toBe('remarked');
  });
});

test('a deleted connection takes line items, scores and calls along, and brings them back', async () => {
  const own = await register(bench, tool);
  const token = await accessToken(tool, own.tokenUrl, all);
  const answer = await call(token, mediaTypes.lineItem, `${own.base}/lineitems`, 'POST', {
    label: 'x',
    scoreMaximum: 1,
  });
  const { id: url } = lineItemSchema.parse(await answer.json());
  await call(token, mediaTypes.score, `${url}/scores`, 'POST', {
    userId: 'sample-1001',
    timestamp: '2026-01-31T12:00:00.0Z',
    activityProgress: 'Started',
    gradingProgress: 'NotReady',
  });
  const of = { connectionId: own.connectionId };
  const items = () => bench.call('lineItems.list', of);
  const calls = async () => (await bench.call('serviceCalls.list', of)).map(({ operation }) => operation).sort();
  const before = await items();
  expect(await calls()).toEqual(['createLineItem', 'createScore']);
  await bench.call('connections.delete', { id: own.connectionId });
  expect([await items(), await calls()]).toEqual([[], []]);
  expect((await call(token, mediaTypes.lineItem, url)).status).toBe(404);
  await bench.call('trash.restore', {});
  expect([await items(), await calls()]).toEqual([before, ['createLineItem', 'createScore']]);
});

test('the command line lists scores among the grades', async () => {
  const own = await register(bench, tool);
  const token = await accessToken(tool, own.tokenUrl, all);
  const made = await call(token, mediaTypes.lineItem, `${own.base}/lineitems`, 'POST', {
    label: 'Quiz',
    scoreMaximum: 10,
  });
  const item = lineItemSchema.parse(await made.json());
  const score = {
    userId: 'sample-1001',
    scoreGiven: 7.5,
    scoreMaximum: 10,
    timestamp: '2026-01-31T12:00:00Z',
    activityProgress: 'Completed',
    gradingProgress: 'FullyGraded',
  };
  await call(token, mediaTypes.score, `${item.id}/scores`, 'POST', score);
  const { courses } = await bench.call('roster.list', {});
  await bench.core.close();
  const { code, stdout } = await runCli(bench.folder, ['lti', 'grades']);
  expect([code, stdout]).toEqual([0, expect.stringContaining(`sample-1001\t${courses[0]?.contextId}\tQuiz\t7.5/10\n`)]);
});
