import { hexId } from '../../presets/shapes.ts';
import { recalled, seen } from '../../presets/types.ts';
import { parseRoles } from '../../roles.ts';
import { claims as names } from '../message/claims.ts';
import type { ClaimRule, MessagePreset } from './types.ts';

const source = seen('Open edX, xblock-lti-consumer lti_1p3');
const leftOut = (...path: ClaimRule['path']): ClaimRule => ({
  path,
  value: () => null,
  quirk: 'Not sent: Open edX sends sub, roles, link, presentation, context and custom only.',
  source,
});
const before2026 = 'http://purl.imsglobal.org/vocab/lis/v2/';

export const openEdx: MessagePreset = {
  id: 'open-edx',
  rules: [
    {
      path: ['sub'],
      value: ({ person }) => hexId(person.userId, 32),
      quirk: 'An anonymous id.',
      source: recalled(),
    },
    {
      path: [names.roles],
      value: ({ person, options }) =>
        options.includes('open-edx-bare-student')
          ? parseRoles(person.roles).roles.some(({ handle }) => handle === 'Instructor' || handle === 'Administrator')
            ? [`${before2026}institution/person#Instructor`]
            : [`${before2026}institution/person#Student`]
          : undefined,
      quirk: 'Roles of the institution alone, none of the course, so that many tools see no role they know.',
      source: seen('Open edX, xblock-lti-consumer docs/decisions/0008: before 2026'),
    },
    {
      path: ['preferred_username'],
      value: ({ person }, { name }) => (name && person.username !== '' ? person.username : undefined),
      quirk: 'The login name, where the block asks for it.',
      source,
    },
    ...(['given_name', 'family_name', 'picture'] as const).map((name) => leftOut(name)),
    leftOut(names.toolPlatform),
    leftOut(names.lis),
  ],
  notes: [
    { field: '', quirk: 'The issuer is the address of the LMS, without a slash at its end.', source },
    { field: '', quirk: 'Name and email are switched on for each block.', source },
    { field: '', quirk: 'The token is good for an hour.', source },
  ],
};
