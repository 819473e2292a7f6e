import { expect, test } from 'vitest';
import { lmsPresetIds } from '../../../../protocol/models/lti/lti.ts';
import { courseDraftSchema, personDraftSchema } from '../../../../protocol/models/lti/roster.ts';
import { member, claims as names } from '../message/claims.ts';
import { memberOf } from './names-roles/members.ts';
import { type Telling, toldOf } from './told.ts';

const placement = { id: 'p', resourceLinkId: 'link-1', title: 'First', description: '' };
const course = {
  ...courseDraftSchema.parse({ title: 'Course', contextId: 'context-1' }),
  id: 'c',
  placements: [placement],
};
const person = {
  ...personDraftSchema.parse({ fullName: 'Sam Sample', userId: 'u-1', email: 'sam@college.example', username: 'sam' }),
  id: 'p',
};
const telling: Telling = { preset: 'plain', options: [], privacy: 'public', custom: [] };

test.each(lmsPresetIds)('services name people, course and links as launches of %s do', (preset) => {
  const told = toldOf(course, { ...telling, preset });
  const claims = told.claims(person, placement);
  expect(told.userId('u-1')).toBe(claims.sub);
  expect(told.linkId('link-1')).toBe(member(claims, names.resourceLink, 'id'));
  expect(told.context.id).toBe(member(claims, names.context, 'id'));
  expect(memberOf(person, null, { course, told, telling }).user_id).toBe(claims.sub);
  expect(memberOf(person, null, { course, told, telling }).roles).toEqual(claims[names.roles]);
});

test('members are told as much of as launches tell', () => {
  const shown = (privacy: Telling['privacy']) =>
    Object.keys(memberOf(person, null, { course, told: toldOf(course, { ...telling, privacy }), telling }));
  expect(shown('public')).toEqual(expect.arrayContaining(['name', 'email']));
  expect(shown('name_only')).not.toContain('email');
  expect(shown('anonymous').sort()).toEqual(['roles', 'status', 'user_id']);
});

test('a member of a link gets the custom parameters that are the person’s', () => {
  const custom: Telling['custom'] = [
    ['login', '$User.username'],
    ['chapter', '$Context.title'],
    ['fixed', 'x'],
  ];
  const { message } = memberOf(person, placement, {
    course,
    told: toldOf(course, telling),
    telling: { ...telling, custom },
  });
  expect(message).toEqual([{ [names.messageType]: 'LtiResourceLinkRequest', [names.custom]: { login: 'sam' } }]);
});
