import { describe, expect, test } from 'vitest';
import { parseRoles, roleGroups } from './roles.ts';

const idsOf = (text: string) => parseRoles(text).findings.map(({ id }) => id);

describe('what is read', () => {
  test.each([
    ['Learner', 'context', 'Learner', null, 'urn:lti:role:ims/lis/Learner'],
    ['urn:lti:role:ims/lis/Instructor', 'context', 'Instructor', null, 'urn:lti:role:ims/lis/Instructor'],
    [
      'TeachingAssistant/Grader',
      'context',
      'TeachingAssistant',
      'Grader',
      'urn:lti:role:ims/lis/TeachingAssistant/Grader',
    ],
    ['urn:lti:instrole:ims/lis/Faculty', 'institution', 'Faculty', null, 'urn:lti:instrole:ims/lis/Faculty'],
    ['urn:lti:sysrole:ims/lis/SysAdmin', 'system', 'SysAdmin', null, 'urn:lti:sysrole:ims/lis/SysAdmin'],
  ])('%s', (text, kind, handle, subRole, urn) => {
    const { roles } = parseRoles(text);
    expect(roles).toEqual([{ text, kind, handle, subRole, urn }]);
    expect(idsOf(text).filter((id) => id !== 'no-context-role')).toEqual([]);
  });

  test('a list is normalised: short names, right spelling, nothing twice, unknown roles as they are', () => {
    expect(parseRoles(' urn:lti:role:ims/lis/learner , Learner,,urn:LTI:instrole:ims/lis/Student,x:y').normalised).toBe(
      'Learner,urn:lti:instrole:ims/lis/Student,x:y',
    );
  });

  test('names of objects are no roles', () => {
    expect(idsOf('constructor,__proto__')).toEqual(['unknown-handle', 'unknown-handle']);
    expect(idsOf('Learner/toString')).toEqual(['unknown-sub-role']);
  });
});

describe('what is found', () => {
  test.each<[string, string[]]>([
    ['Learner,Instructor', []],
    ['', ['empty']],
    [' , ', ['empty']],
    ['Learner,', ['blank-item']],
    ['Teacher', ['unknown-handle']],
    ['Student', ['short-name-not-context']],
    ['learner', ['letter-case']],
    ['Instructor/Assistant', ['unknown-sub-role']],
    ['Learner,urn:lti:role:ims/lis/Learner', ['duplicate']],
    ['urn:lti:instrole:ims/lis/Student', ['no-context-role']],
    ['urn:lti:sysrole:ims/lis/SysAdmin,urn:lti:instrole:ims/lis/Staff', ['no-context-role']],
    ['Learner,urn:example:role:Proctor', ['unknown-urn']],
    ['http://purl.imsglobal.org/vocab/lis/v2/membership#Learner', ['lti-1.3-uri']],
    ['urn:lti:instrole:ims/lis/Wizard', ['unknown-handle']],
  ])('in "%s"', (text, ids) => {
    expect(idsOf(text)).toEqual(ids);
  });

  test('a bare institution role is told which URN it is', () => {
    expect(parseRoles('student').findings[0]?.fix).toContain('urn:lti:instrole:ims/lis/Student');
  });
});

test('everything the picker offers is read without a finding about itself', () => {
  const groups = roleGroups();
  expect(groups.map(({ kind }) => kind)).toEqual(['context', 'institution', 'system']);
  const values = groups.flatMap(({ roles }) => roles.flatMap((role) => [role, ...role.subRoles]));
  expect(values.length).toBeGreaterThan(50);
  for (const { value, urn } of values) {
    for (const text of [value, urn]) {
      expect([text, idsOf(`Learner/Learner,${text}`).filter((id) => id !== 'duplicate')]).toEqual([text, []]);
      expect(parseRoles(text).roles[0]?.urn).toBe(urn);
    }
  }
});
