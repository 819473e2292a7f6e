import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { accessToken, call, linked, mediaTypes, register, scopes } from '../../fixtures/advantage-client.ts';
import { runCli } from '../cli-process.ts';
import { serviceBench } from './service-bench.ts';

const services = serviceBench();
const { tokenFor, newestCall, failures } = services;
const all = Object.values(scopes);

const lineItemSchema = z.looseObject({ id: z.string(), label: z.string(), scoreMaximum: z.number() });
const resultSchema = z.looseObject({ id: z.string(), userId: z.string(), resultScore: z.number().optional() });

describe('Assignment and Grades', () => {
  const draft = { label: 'Chapter 1', scoreMaximum: 10, resourceId: 'chapter-1', tag: 'quiz' };
  let token: string;
  beforeAll(async () => {
    token = await tokenFor(...all);
  });
  const create = async (item: Record<string, unknown> = draft) => {
    const answer = await call(token, mediaTypes.lineItem, `${services.at.base}/lineitems`, 'POST', item);
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
    const { courses } = await services.bench.call('roster.list', {});
    const resourceLinkId = courses[0]?.placements[0]?.resourceLinkId ?? '';
    const made = await create({ ...draft, resourceLinkId, 'https://services.tool.example/extra': { a: 1 } });
    expect(made).toMatchObject({ ...draft, resourceLinkId, 'https://services.tool.example/extra': { a: 1 } });
    const list = async (query: string) =>
      z
        .array(lineItemSchema)
        .parse(await (await call(token, mediaTypes.lineItems, `${services.at.base}/lineitems${query}`)).json());
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
    const first = await call(token, mediaTypes.lineItems, `${services.at.base}/lineitems?tag=page&limit=2`);
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
    const answer = await call(token, mediaTypes.lineItem, `${services.at.base}/lineitems`, 'POST', {
      ...draft,
      ...over,
    });
    expect([answer.status, await failures()]).toEqual([400, [check]]);
  });

  test('media types and methods are held to', async () => {
    const url = `${services.at.base}/lineitems`;
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
    expect((await post(item.id, score({ 'https://services.tool.example/attempt': 3 }))).status).toBe(204);
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
    const kept = (await services.bench.call('lineItems.list', { connectionId: services.at.connectionId })).find(
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
    expect((await newestCall()).connectionId).toBe(services.at.connectionId);
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
  const own = await register(services.bench, services.tool);
  const token = await accessToken(services.tool, own.tokenUrl, all);
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
  const items = () => services.bench.call('lineItems.list', of);
  const calls = async () =>
    (await services.bench.call('serviceCalls.list', of)).map(({ operation }) => operation).sort();
  const before = await items();
  expect(await calls()).toEqual(['createLineItem', 'createScore']);
  await services.bench.call('connections.delete', { id: own.connectionId });
  expect([await items(), await calls()]).toEqual([[], []]);
  expect((await call(token, mediaTypes.lineItem, url)).status).toBe(404);
  await services.bench.call('trash.restore', {});
  expect([await items(), await calls()]).toEqual([before, ['createLineItem', 'createScore']]);
});

test('the command line lists scores among the grades', async () => {
  const own = await register(services.bench, services.tool);
  const token = await accessToken(services.tool, own.tokenUrl, all);
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
  const { courses } = await services.bench.call('roster.list', {});
  await services.bench.core.close();
  const { code, stdout } = await runCli(services.bench.folder, ['lti', 'grades']);
  expect([code, stdout]).toEqual([0, expect.stringContaining(`sample-1001\t${courses[0]?.contextId}\tQuiz\t7.5/10\n`)]);
});
