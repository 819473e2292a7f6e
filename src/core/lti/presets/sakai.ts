import { guid } from './shapes.ts';
import { type PresetDefinition, recalled, seen } from './types.ts';
import { twoSwitches } from './wording.ts';

const source = seen('Sakai, SakaiLTIUtil.java');
const documented = seen('Sakai, lti/docs/CUSTOM.md');

export const sakai: PresetDefinition = {
  id: 'sakai',
  title: 'Sakai',
  description: 'External tool in a site.',
  knowledge: 'partly',
  privacy: twoSwitches('Send User Names', 'Send Email Addresses'),
  options: [],
  rules: [
    {
      field: 'user_id',
      value: ({ person }) => guid(person.userId),
      quirk: 'A GUID, not the login name.',
      source: documented,
    },
    {
      field: 'context_id',
      value: ({ course }) => guid(course.contextId),
      quirk: 'The id of the site, a GUID.',
      source: documented,
    },
    {
      field: 'lis_person_sourcedid',
      value: ({ person }, { email }) => (email && person.username !== '' ? person.username : null),
      quirk: 'The login name (eid). It follows the switch for the email address, not the one for the name.',
      source,
    },
    {
      field: 'ext_sakai_eid',
      value: ({ person }, { email }) => (email && person.username !== '' ? person.username : undefined),
      quirk: 'The login name (eid), with the email address.',
      source,
    },
    {
      field: 'lis_course_offering_sourcedid',
      value: ({ course }) => guid(course.contextId),
      quirk: 'The id of the site again.',
      source: documented,
    },
    {
      field: 'lis_course_section_sourcedid',
      value: ({ course }) => guid(course.contextId),
      quirk: 'The id of the site again.',
      source: documented,
    },
    {
      field: 'ext_sakai_role',
      value: ({ person }) => (/Instructor|Administrator/.test(person.roles) ? 'maintain' : 'access'),
      quirk: 'Sakai’s own role in the site: maintain or access, renamed by some sites.',
      source: documented,
    },
    {
      field: 'launch_presentation_locale',
      value: ({ person }) => (person.locale || 'en-US').replaceAll('-', '_'),
      quirk: 'With an underscore, as en_US.',
      source: documented,
    },
    { field: 'ext_lms', value: () => 'sakai-25', quirk: 'sakai- and the version.', source: recalled() },
    {
      field: 'tool_consumer_info_product_family_code',
      value: () => 'sakai',
      quirk: 'Always sakai.',
      source: documented,
    },
    { field: 'tool_consumer_info_version', value: () => '25', quirk: 'The version of Sakai.', source: documented },
    {
      field: 'tool_consumer_instance_guid',
      value: () => 'sakai.college.example',
      quirk: 'A host name.',
      source: documented,
    },
  ],
  launchNotes: () => [],
};
