import { expect, test } from 'vitest';
import { applyPreset } from './presets/index.ts';
import { someFacts } from './presets/test-support.ts';
import { substituted } from './substitution.ts';

test('only a value that is exactly a known variable is replaced', () => {
  const variables = new Map([['User.id', 'u-1']]);
  const custom: [string, string][] = [
    ['a', '$User.id'],
    ['b', '$user.id'],
    ['c', ' $User.id'],
    ['d', '$User.id/$User.id'],
    ['e', '$Nobody.knows'],
    ['f', '$'],
    ['g', '$5'],
    ['h', '$constructor'],
  ];
  expect(substituted(custom, variables)).toEqual({
    pairs: [['a', 'u-1'], ...custom.slice(1)],
    unresolved: [custom[1], custom[4], custom[7]],
  });
});

test.each([
  ['$User.id', 'user-1001'],
  ['$User.username', 'quentin'],
  ['$Person.name.family', 'Quill'],
  ['$Person.email.primary', 'quentin@college.example'],
  ['$Membership.role', 'Learner'],
  ['$Context.title', 'Course & more'],
  ['$CourseSection.label', 'C-1'],
  ['$ResourceLink.description', 'Line 1\nLine 2'],
  ['$Result.sourcedId', expect.stringMatching(/^[0-9a-f]{32}$/)],
  ['$Message.documentTarget', 'iframe'],
  ['$BasicOutcome.url', '$BasicOutcome.url'],
  ['$Person.address.city', '$Person.address.city'],
])('%s in a launch', (variable, value) => {
  const facts = someFacts({ graded: true, tool: { launchUrl: '', custom: [['x', variable]] } });
  expect(new Map(applyPreset('plain', facts).fields).get('custom_x')).toEqual(value);
});

test('a variable the privacy level withholds stays literal, with a note', () => {
  const custom: [string, string][] = [
    ['name', '$Person.name.full'],
    ['login', '$User.username'],
    ['id', '$User.id'],
  ];
  const { fields, notes } = applyPreset('plain', someFacts({ privacy: 'email_only', tool: { launchUrl: '', custom } }));
  expect(fields.slice(-3)).toEqual([
    ['custom_name', '$Person.name.full'],
    ['custom_login', '$User.username'],
    ['custom_id', 'user-1001'],
  ]);
  expect(notes.map(({ field }) => field)).toEqual(['custom_name', 'custom_login']);
});

test('variables follow what the LMS sends, not what the roster says', () => {
  const facts = someFacts({ tool: { launchUrl: '', custom: [['id', '$User.id']] } });
  const fields = new Map(applyPreset('canvas', facts).fields);
  expect(fields.get('custom_id')).toBe(fields.get('user_id'));
});
