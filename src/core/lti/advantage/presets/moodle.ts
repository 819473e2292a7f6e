import { numericId } from '../../presets/shapes.ts';
import { recalled, seen } from '../../presets/types.ts';
import { claims as names } from '../message/claims.ts';
import type { MessagePreset } from './types.ts';

const source = seen('Moodle, mod/lti/locallib.php: the claims are mapped from the parameters of LTI 1.1');
const extension = 'https://purl.imsglobal.org/spec/lti/claim/ext';

export const moodle: MessagePreset = {
  id: 'moodle',
  rules: [
    {
      path: ['sub'],
      value: ({ person }) => numericId(person.userId),
      quirk: 'The number of the user in Moodle’s database, as a text.',
      source,
    },
    {
      path: [names.resourceLink, 'id'],
      value: ({ placement, messageType }) =>
        messageType === 'LtiDeepLinkingRequest' ? undefined : numericId(placement.resourceLinkId),
      quirk: 'The number of the activity instance, as a text.',
      source,
    },
    {
      path: [names.context, 'id'],
      value: ({ course }) => numericId(course.contextId),
      quirk: 'The number of the course, as a text.',
      source: recalled(),
    },
    {
      path: [names.context, 'type'],
      value: ({ options }) => [options.includes('moodle-site-course') ? 'Group' : 'CourseSection'],
      quirk: 'The short name and not the URI; Group on the site home, CourseSection everywhere else.',
      source,
    },
    {
      path: [extension, 'lms'],
      value: () => 'moodle-2',
      quirk: 'Moodle’s own ext_lms, in a claim that no specification has.',
      source,
    },
    {
      path: [extension, 'user_username'],
      value: ({ person }, { name }) => (name && person.username !== '' ? person.username : undefined),
      quirk: 'The login name; taken here to follow the switch for the name.',
      source,
    },
    { path: [names.toolPlatform, 'product_family_code'], value: () => 'moodle', quirk: 'Always moodle.', source },
    {
      path: [names.toolPlatform, 'version'],
      value: () => '2024100700',
      quirk: 'Moodle’s version as the number of its build, here that of a 4.5.',
      source: seen('Moodle, mod/lti/locallib.php; the number itself is general knowledge, unconfirmed'),
    },
    {
      path: [names.toolPlatform, 'guid'],
      value: () => 'moodle.college.example',
      quirk: 'The host name of the site, or the organisation id an administrator set.',
      source,
    },
    {
      path: [names.toolPlatform, 'name'],
      value: () => 'Sample College Moodle',
      quirk: 'The name of the site.',
      source,
    },
  ],
  notes: [
    {
      field: '',
      quirk: 'Moodle’s issuer is the address of the site, without a slash at its end.',
      source: seen('logs of tools built with ltijs'),
    },
    {
      field: '',
      quirk:
        'Moodle takes a redirect address only if it is one of the registered lines, letter by letter; otherwise it shows “Invalid request” and posts nothing.',
      source: seen('Moodle, mod/lti/auth.php'),
    },
  ],
};
