import { parseRoles } from '../roles.ts';
import { hexId } from './shapes.ts';
import { type FieldRule, inferred, type PresetDefinition, recalled, seen } from './types.ts';
import { twoSwitches } from './wording.ts';

const consumer = 'Open edX, xblock-lti-consumer lti_1p1';

const minimal = inferred(`${consumer} sends a minimal set of identity fields`);
const leftOut = (field: string, source = minimal, quirk = 'Not sent: Open edX sends a minimal set.'): FieldRule => ({
  field,
  value: () => null,
  quirk,
  source,
});

export const openEdx: PresetDefinition = {
  id: 'open-edx',
  title: 'Open edX',
  description: 'LTI consumer block in a unit.',
  knowledge: 'partly',
  privacy: twoSwitches('Request user’s username', 'Request user’s email'),
  options: [
    {
      id: 'open-edx-bare-student',
      title: 'Historic roles',
      effect: 'Learners are sent as the bare name Student, which is no context role.',
      source: seen(consumer),
    },
  ],
  rules: [
    {
      field: 'user_id',
      value: ({ person }) => hexId(person.userId, 32),
      quirk: 'An anonymous id, another for every course.',
      source: recalled(),
    },
    {
      field: 'roles',
      value: ({ person, options }) =>
        options.includes('open-edx-bare-student')
          ? parseRoles(person.roles)
              .roles.map((role) => (role.kind === 'context' && role.handle === 'Learner' ? 'Student' : role.text))
              .join(',')
          : undefined,
      quirk: 'The bare name Student instead of Learner. Student is an institution role and has no short name.',
      source: seen(consumer),
    },
    leftOut('context_type', seen(consumer), 'Optional in Open edX; left out here.'),
    leftOut('user_image'),
    leftOut('lis_course_offering_sourcedid'),
    leftOut('lis_course_section_sourcedid'),
    leftOut('tool_consumer_info_version'),
    leftOut('tool_consumer_instance_name'),
    leftOut(
      'tool_consumer_instance_guid',
      seen('xblock-lti-consumer, issue 41'),
      'Not sent, which makes two sites with the same key look alike.',
    ),
    {
      field: 'tool_consumer_info_product_family_code',
      value: () => 'Sample College Online',
      quirk: 'The name of the site (its setting PLATFORM_NAME), no fixed token to recognise the product by.',
      source: seen(consumer),
    },
    {
      field: 'lis_result_sourcedid',
      value: (facts) =>
        facts.graded
          ? [facts.course.contextId, facts.placement.resourceLinkId, hexId(facts.person.userId, 32)]
              .map(encodeURIComponent)
              .join(':')
          : undefined,
      quirk: 'Course, link and user, each URL-encoded and joined by colons.',
      source: recalled(),
    },
  ],
  launchNotes: (facts) => [
    {
      field: '',
      quirk: 'Name and email are switched on for each block.',
      source: seen(consumer),
    },
    ...(facts.graded
      ? [
          {
            field: 'lis_outcome_service_url',
            quirk:
              'Open edX checks the signature of results against the URL it handed out, not the one it sees; so does the app.',
            source: seen(consumer),
          },
        ]
      : []),
  ],
};
