import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { call, linked, mediaTypes, scopes } from '../../fixtures/advantage-client.ts';
import { serviceBench } from './service-bench.ts';

const services = serviceBench();
const { tokenFor } = services;

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
    const { people, courses } = await services.bench.call('roster.list', {});
    let url: string | null = `${services.at.base}/memberships?limit=2`;
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
    const byUri = (await read(`${services.at.base}/memberships?role=${encodeURIComponent(instructor)}`)).body;
    expect(byUri.members.length).toBeGreaterThan(0);
    expect(byUri.members.every(({ roles }) => roles.some((role) => role.includes('Instructor')))).toBe(true);
    expect((await read(`${services.at.base}/memberships?role=Instructor`)).body.members).toEqual(byUri.members);
    const { courses } = await services.bench.call('roster.list', {});
    const link = courses[0]?.placements[0]?.resourceLinkId ?? '';
    const ofLink = (await read(`${services.at.base}/memberships?rlid=${encodeURIComponent(link)}`)).body;
    expect(ofLink.members[0]?.message).toMatchObject([
      { 'https://purl.imsglobal.org/spec/lti/claim/message_type': 'LtiResourceLinkRequest' },
    ]);
    const token = await tokenFor(scopes.members);
    expect((await call(token, mediaTypes.members, `${services.at.base}/memberships?rlid=other`)).status).toBe(404);
    expect((await call(token, mediaTypes.members, `${services.at.base}/memberships?limit=0`)).status).toBe(400);
    expect((await call(token, mediaTypes.members, `${services.at.base}/memberships?since=999999`)).status).toBe(400);
  });

  test('tells who was added, changed, deactivated and deleted since', async () => {
    const differences = linked((await read(`${services.at.base}/memberships`)).answer, 'differences') ?? '';
    expect((await read(differences)).body.members).toEqual([]);
    const draft = { fullName: 'Nora New', userId: 'new-1' };
    const { id } = await services.bench.call('roster.createPerson', { draft });
    await services.bench.call('roster.updatePerson', { id, draft: { ...draft, status: 'Inactive' } });
    const changed = await read(differences);
    expect(changed.body.members).toMatchObject([{ user_id: 'new-1', status: 'Inactive', name: 'Nora New' }]);
    await services.bench.call('roster.deletePerson', { id });
    const later = linked(changed.answer, 'differences') ?? '';
    expect((await read(later)).body.members).toEqual([{ user_id: 'new-1', status: 'Deleted', roles: [] }]);
    await services.bench.call('trash.restore', {});
    expect((await read(later)).body.members).toMatchObject([{ user_id: 'new-1', status: 'Inactive' }]);
    await services.bench.call('roster.deletePerson', { id });
  });
});

test('Course Groups lists groups and sets, and members tell which they are in', async () => {
  const { courses } = await services.bench.call('roster.list', {});
  const [first] = courses;
  if (first === undefined) throw new Error('no course');
  const { id, ...draft } = first;
  const groups = [
    { id: 'g1', name: 'Red', set: 'Colours', userIds: ['sample-1001'] },
    { id: 'g2', name: 'Alone', userIds: [] },
  ];
  await services.bench.call('roster.updateCourse', { id, draft: { ...draft, groups } });
  const scope = 'https://purl.imsglobal.org/spec/lti-gs/scope/contextgroup.readonly';
  const token = await tokenFor(scope, scopes.members);
  const listed = 'application/vnd.ims.lti-gs.v1.contextgroupcontainer+json';
  const all = await call(token, listed, `${services.at.base}/groups`);
  expect([all.headers.get('content-type'), await all.json()]).toMatchObject([
    listed,
    {
      groups: [
        { id: 'g1', name: 'Red', set_id: 'Colours' },
        { id: 'g2', name: 'Alone' },
      ],
    },
  ]);
  const own = await call(token, listed, `${services.at.base}/groups?user_id=sample-1001`);
  expect(await own.json()).toMatchObject({ groups: [{ id: 'g1' }] });
  const sets = await call(
    token,
    'application/vnd.ims.lti-gs.v1.contextgroupsetcontainer+json',
    `${services.at.base}/groups/sets`,
  );
  expect(await sets.json()).toMatchObject({ sets: [{ id: 'Colours', name: 'Colours' }] });
  const members = await call(token, mediaTypes.members, `${services.at.base}/memberships`);
  const { members: enrolled } = containerSchema.parse(await members.json());
  expect(enrolled.find((member) => member.user_id === 'sample-1001')?.group_enrollments).toEqual([{ group_id: 'g1' }]);
  expect((await call(await tokenFor(scopes.members), listed, `${services.at.base}/groups`)).status).toBe(403);
});
