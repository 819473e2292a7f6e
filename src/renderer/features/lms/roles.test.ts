import { describe, expect, it } from 'vitest';
import type { RoleGroup } from '../../../protocol/models/lti/lti.ts';
import { hasRole, searchRoles, toggleRole } from './roles.ts';

const groups: RoleGroup[] = [
  {
    kind: 'context',
    title: 'Context',
    urnPrefix: 'urn:lti:role:ims/lis/',
    roles: [
      {
        handle: 'Learner',
        value: 'Learner',
        urn: 'urn:lti:role:ims/lis/Learner',
        subRoles: [
          { handle: 'GuestLearner', value: 'Learner/GuestLearner', urn: 'urn:lti:role:ims/lis/Learner/GuestLearner' },
        ],
      },
    ],
  },
  {
    kind: 'institution',
    title: 'Institution',
    urnPrefix: 'urn:lti:instrole:ims/lis/',
    roles: [
      {
        handle: 'Student',
        value: 'urn:lti:instrole:ims/lis/Student',
        urn: 'urn:lti:instrole:ims/lis/Student',
        subRoles: [],
      },
    ],
  },
];
const [learner] = searchRoles(groups, '');

describe('searchRoles', () => {
  it('shows main roles, and sub-roles when searched for', () => {
    expect(searchRoles(groups, '').map(({ name }) => name)).toEqual(['Learner', 'Student']);
    expect(searchRoles(groups, 'guest').map(({ name }) => name)).toEqual(['Learner/GuestLearner']);
    expect(searchRoles(groups, 'instrole student').map(({ kind }) => kind)).toEqual(['institution']);
    expect(searchRoles(groups, 'nobody')).toEqual([]);
  });
});

describe('toggleRole', () => {
  it('knows a role by its short name and its URN', () => {
    expect(learner && hasRole('Instructor, urn:lti:role:ims/lis/Learner', learner)).toBe(true);
    expect(learner && hasRole('Learner/GuestLearner', learner)).toBe(false);
  });

  it('adds at the end and takes out every spelling', () => {
    expect(learner && toggleRole('Instructor', learner)).toBe('Instructor,Learner');
    expect(learner && toggleRole('Learner, urn:lti:role:ims/lis/Learner,Instructor', learner)).toBe('Instructor');
    expect(learner && toggleRole('', learner)).toBe('Learner');
  });
});
