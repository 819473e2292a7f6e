import { describe, expect, test } from 'vitest';
import { courseDraftSchema, personDraftSchema } from '../../protocol/models/lti/roster.ts';
import { openTestStorage, problemOf, temporaryFolder, testClock } from '../storage/test-support.ts';
import { createRoster } from './roster.ts';

function countingRandom() {
  let count = 0;
  return {
    bytes: (length: number) => {
      count += 1;
      return new Uint8Array(length).fill(count);
    },
  };
}

async function openRoster(folder = temporaryFolder()) {
  const storage = await openTestStorage(folder);
  return { storage, roster: createRoster({ storage, clock: testClock, random: countingRandom() }) };
}

const somebody = personDraftSchema.parse({ fullName: 'Alex Example', userId: 'u-1' });
const course = courseDraftSchema.parse({
  title: 'Course',
  contextId: 'c-1',
  placements: [{ resourceLinkId: 'l-1', title: 'First' }],
});

describe('a new workspace', () => {
  test('holds sample people and courses that can be told from real ones', async () => {
    const { people, courses } = (await openRoster()).roster.list();
    expect(people.length).toBeGreaterThan(3);
    expect(
      people.every(({ userId, email }) => userId.startsWith('sample-') && /^$|@college\.example$/.test(email)),
    ).toBe(true);
    expect(courses.every(({ title, placements }) => title.startsWith('Sample') && placements.length > 0)).toBe(true);
  });

  test('does not get deleted samples again', async () => {
    const folder = temporaryFolder();
    const { storage, roster } = await openRoster(folder);
    for (const { id } of roster.list().people) roster.deletePerson(id);
    storage.close();
    const reopened = await openRoster(folder);
    expect(reopened.roster.list().people).toEqual([]);
    expect(reopened.roster.list().courses).not.toEqual([]);
  });
});

test('people are created, changed and deleted', async () => {
  const { roster } = await openRoster();
  const created = roster.createPerson(somebody);
  expect(roster.person(created.id)).toEqual({ ...somebody, id: created.id });
  expect(roster.updatePerson(created.id, { ...somebody, fullName: 'Alex Other' }).id).toBe(created.id);
  expect(roster.person(created.id).fullName).toBe('Alex Other');
  roster.deletePerson(created.id);
  expect(await problemOf(() => roster.person(created.id))).toMatchObject({
    code: 'not-found',
    params: { what: 'person' },
  });
  expect(await problemOf(() => roster.updatePerson(created.id, somebody))).toMatchObject({ code: 'not-found' });
  expect(await problemOf(() => roster.deletePerson(created.id))).toMatchObject({ code: 'not-found' });
});

test('placements keep their ids over changes, and new ones get one', async () => {
  const { roster } = await openRoster();
  const created = roster.createCourse(course);
  const [first] = created.placements;
  const changed = roster.updateCourse(created.id, {
    ...course,
    placements: [...created.placements, { resourceLinkId: 'l-2', title: '', description: '' }],
  });
  expect(changed.placements.map(({ id }) => id)).toEqual([first?.id, expect.stringMatching(/^[0-9a-f]{32}$/)]);
  expect(roster.course(created.id)).toEqual(changed);
  expect(
    await problemOf(() =>
      roster.updateCourse(created.id, { ...course, placements: [...changed.placements, ...changed.placements] }),
    ),
  ).toMatchObject({ code: 'input.invalid', field: 'draft.placements' });
});

describe('grades', () => {
  const cell = {
    connectionId: 'c',
    sourcedId: 's',
    exchangeId: 'e1',
    userId: 'u',
    contextId: 'x',
    resourceLinkId: 'l',
  };

  test('are kept over launches of the same result, apart by connection', async () => {
    const { grades } = (await openRoster()).storage;
    expect(grades.report('c', 's', { score: 1, text: null, url: null }, 5)).toBe(false);
    grades.issue(cell, 1);
    grades.issue({ ...cell, connectionId: 'other' }, 2);
    expect(grades.report('c', 's', { score: 0.25, text: 'well', url: null }, 5)).toBe(true);
    grades.issue({ ...cell, exchangeId: 'e2' }, 9);
    expect(grades.get('c', 's')).toEqual({
      ...cell,
      exchangeId: 'e2',
      score: 0.25,
      text: 'well',
      url: null,
      issuedAt: 9,
      gradedAt: 5,
    });
    expect(grades.get('other', 's')?.score).toBeNull();
    expect(grades.list(null).map(({ connectionId }) => connectionId)).toEqual(['c', 'other']);
    expect(grades.list('other')).toHaveLength(1);
  });
});
