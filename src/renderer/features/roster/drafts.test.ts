import { expect, it } from 'vitest';
import { blankCourse, blankPerson, courseDraft, readCourse, readPerson } from './drafts.ts';

it('says what keeps a person or course from being saved', () => {
  expect(readPerson(blankPerson)).toEqual({ ok: false, wrong: new Set(['fullName', 'userId']) });
  const link = { resourceLinkId: '', title: 'Quiz', description: '' };
  expect(readCourse({ ...blankCourse, title: 'Biology', contextId: 'c', placements: [link] })).toEqual({
    ok: false,
    wrong: new Set(['placements.0.resourceLinkId']),
  });
});

it('reads what is complete, trimmed, and keeps the ids of links', () => {
  const read = readPerson({ ...blankPerson, fullName: ' Sam ', userId: 'u1' });
  expect(read).toMatchObject({ ok: true, draft: { fullName: 'Sam', roles: 'Learner' } });
  const placements = [{ id: 'l1', resourceLinkId: 'r1', title: '', description: '' }];
  const course = { ...blankCourse, id: 'c1', title: 'Biology', contextId: 'c', placements };
  expect(readCourse(courseDraft(course))).toMatchObject({ ok: true, draft: { placements: [{ id: 'l1' }] } });
  expect(courseDraft(course)).not.toHaveProperty('id');
});
