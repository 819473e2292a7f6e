import { guid } from '../../presets/shapes.ts';
import { recalled, seen } from '../../presets/types.ts';
import { claims as names } from '../message/claims.ts';
import { contextUri } from './plain-claims.ts';
import type { MessagePreset } from './types.ts';

const unconfirmed = recalled();
const extension = 'https://www.sakailms.org/spec/lti/claim/extension';

export const sakai: MessagePreset = {
  id: 'sakai',
  rules: [
    {
      path: ['sub'],
      value: ({ person }) => guid(person.userId),
      quirk: 'A GUID, not the login name.',
      source: unconfirmed,
    },
    {
      path: [names.context, 'id'],
      value: ({ course }) => guid(course.contextId),
      quirk: 'The id of the site, a GUID.',
      source: unconfirmed,
    },
    {
      path: [names.context, 'type'],
      value: () => [contextUri('CourseSection')],
      quirk: 'Always a CourseSection.',
      source: unconfirmed,
    },
    {
      path: [names.toolPlatform],
      value: () => ({
        guid: 'sakai.college.example',
        name: 'Sample College',
        description: 'Sample College',
        product_family_code: 'sakai',
        version: '25',
        url: 'https://sakai.college.example',
      }),
      quirk: 'product_family_code is sakai.',
      source: unconfirmed,
    },
    {
      path: [names.lis, 'person_sourcedid'],
      value: ({ person }, { email }) => (email && person.username !== '' ? person.username : null),
      quirk: 'The login name (eid). It follows the switch for the email address, not the one for the name.',
      source: seen('Sakai, SakaiLTIUtil.java, for LTI 1.1'),
    },
    {
      path: [extension, 'sakai_role'],
      value: ({ person }) => (/Instructor|Administrator/.test(person.roles) ? 'maintain' : 'access'),
      quirk: 'Sakai’s own role in the site, in a claim of its own.',
      source: unconfirmed,
    },
    {
      path: [extension, 'sakai_server'],
      value: () => 'https://sakai.college.example',
      quirk: 'The address of the server.',
      source: unconfirmed,
    },
    {
      path: [extension, 'sakai_eid'],
      value: ({ person, anonymous }, { email }) =>
        email && !anonymous && person.username !== '' ? person.username : undefined,
      quirk: 'The login name, with the email address.',
      source: unconfirmed,
    },
    {
      path: [names.launchPresentation, 'locale'],
      value: ({ person }) => (person.locale || 'en-US').replaceAll('-', '_'),
      quirk: 'With an underscore, as en_US.',
      source: unconfirmed,
    },
  ],
  notes: [
    {
      field: '',
      quirk: 'Since 2026 its token endpoint refuses an assertion whose jti it has seen.',
      source: seen('Sakai, pull request 14711'),
    },
  ],
};
