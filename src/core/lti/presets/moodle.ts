import { resultId } from './plain-fields.ts';
import { numericId } from './shapes.ts';
import { type PresetDefinition, recalled, seen } from './types.ts';
import { twoSwitches } from './wording.ts';

const source = seen('Moodle, mod/lti/locallib.php');

export const moodle: PresetDefinition = {
  id: 'moodle',
  title: 'Moodle',
  description: 'External tool activity (mod_lti) in a course.',
  knowledge: 'documented',
  privacy: twoSwitches('Share launcher’s name', 'Share launcher’s email'),
  options: [
    {
      id: 'moodle-site-course',
      title: 'Link on the site home',
      effect: 'context_type is Group instead of CourseSection.',
      source,
    },
  ],
  rules: [
    {
      field: 'user_id',
      value: ({ person }) => numericId(person.userId),
      quirk: 'The numeric id of the user in Moodle’s database.',
      source,
    },
    {
      field: 'resource_link_id',
      value: ({ placement }) => numericId(placement.resourceLinkId),
      quirk: 'The numeric id of the activity instance.',
      source,
    },
    {
      field: 'context_type',
      value: ({ options }) => (options.includes('moodle-site-course') ? 'Group' : 'CourseSection'),
      quirk: 'Group on the site home, CourseSection everywhere else, whatever the course is.',
      source,
    },
    {
      field: 'context_id',
      value: ({ course }) => numericId(course.contextId),
      quirk: 'The numeric id of the course in Moodle’s database.',
      source: recalled(),
    },
    {
      field: 'resource_link_description',
      value: ({ placement }) => (placement.description === '' ? undefined : placement.description),
      quirk: 'Line breaks are turned into CR LF before signing, as the browser will post them.',
      source,
    },
    {
      field: 'ext_user_username',
      value: ({ person }, { name }) => (name && person.username !== '' ? person.username : undefined),
      quirk: 'Moodle’s own parameter for the login name; taken here to follow the switch for the name.',
      source,
    },
    { field: 'ext_lms', value: () => 'moodle-2', quirk: 'Moodle’s own parameter; moodle-2 in every version.', source },
    {
      field: 'tool_consumer_info_product_family_code',
      value: () => 'moodle',
      quirk: 'Always moodle.',
      source,
    },
    {
      field: 'tool_consumer_info_version',
      value: () => '2024100700',
      quirk: 'Moodle’s version as the number of its build, here that of a 4.5.',
      source: seen('Moodle, mod/lti/locallib.php; the number itself is general knowledge, unconfirmed'),
    },
    {
      field: 'tool_consumer_instance_guid',
      value: () => 'moodle.college.example',
      quirk: 'The host name of the site, or the organisation id an administrator set.',
      source,
    },
    {
      field: 'tool_consumer_instance_name',
      value: () => 'Sample College Moodle',
      quirk: 'The name of the site.',
      source,
    },
    {
      field: 'lis_result_sourcedid',
      value: (facts) =>
        facts.graded
          ? JSON.stringify({
              data: {
                instanceid: numericId(facts.placement.resourceLinkId),
                userid: numericId(facts.person.userId),
                typeid: null,
                launchid: Number(numericId(resultId(facts))),
              },
              hash: resultId(facts),
            })
          : undefined,
      quirk:
        'A JSON text with a hash, so it holds quotes, braces and commas: a tool must send it back escaped and unchanged.',
      source: seen('Moodle, mod/lti/locallib.php; the names of the members are general knowledge, unconfirmed'),
    },
  ],
  launchNotes: ({ tool }) => [
    {
      field: '',
      quirk:
        'Parameters in the query of the launch URL are signed and stay in the URL; they are not repeated in the form.',
      source,
    },
    { field: '', quirk: 'A tool without key or secret is launched without any signature.', source },
    {
      field: 'launch_presentation_return_url',
      quirk: 'Moodle’s own return URL carries a sesskey; the one sent here is of the app.',
      source,
    },
    ...(tool.custom.length === 0
      ? []
      : [
          {
            field: 'custom_',
            quirk:
              'A custom parameter whose name has to be folded is sent a second time under custom_ and its unfolded name.',
            source: recalled(),
          },
        ]),
  ],
};
