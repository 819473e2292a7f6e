import { afterAll, beforeAll, expect } from 'vitest';
import type { CheckFinding } from '../../../src/protocol/models/diagnosis.ts';
import { HarRecorder } from '../../fixtures/har-recorder.ts';
import { mediaTypes, type ServicePlatform, scopes, startServicePlatform } from '../../fixtures/service-platform.ts';
import { Bench } from '../bench.ts';
import { row } from './row.ts';

let bench: Bench;
let platform: ServicePlatform;
beforeAll(async () => {
  bench = new Bench();
  platform = await startServicePlatform();
});
afterAll(async () => {
  await platform.close();
  await bench.remove();
});

/** What the doctor says of calls that were made and recorded. */
async function diagnosed(calls: (record: HarRecorder) => Promise<unknown>): Promise<CheckFinding[]> {
  const record = new HarRecorder();
  await calls(record);
  const { checks } = await bench.call('diagnosis.paste', { text: record.text() });
  return checks.filter(({ severity }) => severity !== 'info');
}

/** Asks for a token with an assertion that has these claims; answers with the status. */
async function asked(record: HarRecorder, changes: Readonly<Record<string, unknown>> = {}, scope?: string) {
  const fields = platform.tokenRequest(await platform.assertion(changes), scope);
  return (await record.form(`${platform.origin}/token`, fields)).status;
}

row('C4', 'an assertion with another aud, another sub, or used twice', async () => {
  const audience = await diagnosed(async (record) => expect(await asked(record, { aud: platform.origin })).toBe(401));
  expect(audience[0]).toMatchObject({ id: 'SVC-01', severity: 'error', owner: 'tool-vendor' });
  expect(audience.map(({ seen }) => seen).join()).toContain(platform.origin);
  const subject = await diagnosed(async (record) => expect(await asked(record, { sub: 'user-1' })).toBe(401));
  expect(subject.map(({ id }) => id)).toContain('SVC-01');
  const twice = await diagnosed(async (record) => {
    await asked(record, { jti: 'same' });
    expect(await asked(record, { jti: 'same' })).toBe(401);
  });
  expect(twice.map(({ title }) => title)).toContain('An assertion was used twice.');
  expect(await diagnosed((record) => asked(record))).toEqual([]);
});

row('C5', 'a scope that is not granted', async () => {
  const none = await diagnosed(async (record) => expect(await asked(record, {}, scopes.roster)).toBe(400));
  expect(none[0]).toMatchObject({ id: 'SVC-01', severity: 'error' });
  const fewer = await diagnosed(async (record) =>
    expect(await asked(record, {}, `${scopes.score} ${scopes.roster}`)).toBe(200),
  );
  expect(fewer[0]).toMatchObject({ id: 'SVC-01', seen: expect.stringContaining('contextmembership') });
  expect(await diagnosed((record) => asked(record))).toEqual([]);
});

const right = {
  userId: 'u-1',
  activityProgress: 'Completed',
  gradingProgress: 'FullyGraded',
  scoreGiven: 1,
  scoreMaximum: 2,
};

/** Posts a score as a tool does; answers with the status. */
async function scored(
  record: HarRecorder,
  changes: Readonly<Record<string, unknown>> = {},
  { path = '/lineitems/1/scores?type_id=2', type = mediaTypes.score }: { path?: string; type?: string } = {},
) {
  const { status } = await record.send(`${platform.origin}${path}`, {
    method: 'POST',
    headers: { 'Content-Type': type, Authorization: 'Bearer made-up' },
    body: JSON.stringify({ ...right, timestamp: new Date().toISOString(), ...changes }),
  });
  return status;
}

row('C6', 'a score without maximum, or with a time without offset', async () => {
  const maximum = await diagnosed(async (record) =>
    expect(await scored(record, { scoreMaximum: undefined })).toBe(400),
  );
  expect(maximum.map(({ title }) => title)).toContain('scoreMaximum of the score is missing or wrong.');
  const time = await diagnosed(async (record) =>
    expect(await scored(record, { timestamp: '2026-01-31T10:00:00' })).toBe(400),
  );
  expect(time.map(({ title }) => title)).toContain('The timestamp of the score is wrong.');
  expect(await diagnosed((record) => scored(record))).toEqual([]);
});

row('C7', 'a person who cannot be graded: 422', async () => {
  const found = await diagnosed(async (record) => expect(await scored(record, { userId: 'ungradable' })).toBe(422));
  expect(found[0]).toMatchObject({ id: 'SVC-02', severity: 'error' });
  expect(found.map(({ expected, seen }) => `${seen} ${expected}`).join()).toMatch(/graded/i);
  expect(await diagnosed((record) => scored(record))).toEqual([]);
});

row('C8', '/scores behind the query of the line item', async () => {
  const found = await diagnosed(async (record) =>
    expect(await scored(record, {}, { path: '/lineitems/1?type_id=2/scores' })).toBe(405),
  );
  expect(found.map(({ id, title }) => `${id} ${title}`)).toContain('SVC-02 /scores stands behind the query.');
  expect(await diagnosed((record) => scored(record))).toEqual([]);
});

row('C9', 'a score as plain JSON', async () => {
  const found = await diagnosed(async (record) =>
    expect(await scored(record, {}, { type: 'application/json' })).toBe(415),
  );
  expect(found.map(({ id, title }) => `${id} ${title}`)).toContain('SVC-02 The media type is another.');
  expect(await diagnosed((record) => scored(record))).toEqual([]);
});

row('C10', 'a roster whose next page nobody asked for, and too many calls', async () => {
  const get = (record: HarRecorder, path: string) =>
    record.send(`${platform.origin}${path}`, {
      headers: { Accept: mediaTypes.roster, Authorization: 'Bearer made-up' },
    });
  const half = await diagnosed((record) => get(record, '/roster'));
  expect(half).toMatchObject([{ id: 'SVC-03', title: 'The list goes on, and was not read on.' }]);
  const busy = await diagnosed((record) => get(record, '/busy'));
  expect(busy.map(({ id }) => id).join()).toMatch(/SVC-0[34]/);
  expect(busy.map(({ seen, expected }) => `${seen} ${expected}`).join()).toContain('Retry-After');
  const whole = await diagnosed(async (record) => {
    await get(record, '/roster');
    await get(record, '/roster?page=2');
  });
  expect(whole).toEqual([]);
});
