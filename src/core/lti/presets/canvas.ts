import { parseRoles } from '../roles.ts';
import { resultId } from './plain-fields.ts';
import { hexId, numericId } from './shapes.ts';
import { type LaunchFacts, type PresetDefinition, recalled, seen } from './types.ts';

const outbound = 'Canvas, gems/lti_outbound/lib/lti_outbound/tool_launch.rb';
const source = seen(outbound);
const security = seen('Canvas, lib/lti/security.rb');

export const canvas: PresetDefinition = {
  id: 'canvas',
  title: 'Canvas',
  description: 'External tool of hosted Canvas.',
  knowledge: 'documented',
  privacy: [
    { level: 'anonymous', title: 'Anonymous', effect: 'An opaque id and roles only.' },
    { level: 'email_only', title: 'Email only', effect: 'The email address, no name.' },
    { level: 'name_only', title: 'Name only', effect: 'The name, no email address.' },
    {
      level: 'public',
      title: 'Public',
      effect: 'Name, email address, SIS id, and Canvas’s own ids and login in custom_canvas_ parameters.',
    },
  ],
  options: [
    {
      id: 'canvas-legacy-query',
      title: 'Legacy query signing',
      effect:
        'Parameters in the query of the launch URL are copied into the form and signed once, although the URL keeps them: strict tools refuse the launch. Canvas does this unless the tool is set to oauth_compliant.',
      source: security,
    },
  ],
  rules: [
    {
      field: 'user_id',
      value: ({ person }) => hexId(person.userId, 40),
      quirk: 'An opaque hash at every privacy level; Canvas’s own number is in custom_canvas_user_id.',
      source,
    },
    {
      field: 'context_id',
      value: ({ course }) => hexId(course.contextId, 40),
      quirk: 'An opaque hash; Canvas’s own number is in custom_canvas_course_id.',
      source,
    },
    {
      field: 'resource_link_id',
      value: ({ placement }) => hexId(placement.resourceLinkId, 40),
      quirk: 'An opaque hash.',
      source,
    },
    { field: 'context_type', value: () => null, quirk: 'Not sent.', source },
    {
      field: 'lis_course_section_sourcedid',
      value: () => null,
      quirk: 'Not sent; the SIS id of the course is lis_course_offering_sourcedid.',
      source: recalled(),
    },
    {
      field: 'lis_course_offering_sourcedid',
      value: (_facts, { everything }) => (everything ? undefined : null),
      quirk: 'Only with the privacy level Public.',
      source: recalled(),
    },
    {
      field: 'user_image',
      value: ({ person }, { name }) =>
        name ? person.imageUrl || 'https://canvas.college.example/images/messages/avatar-50.png' : undefined,
      quirk: 'The avatar, with Canvas’s placeholder where there is none.',
      source: seen(`${outbound}; the placeholder is general knowledge, unconfirmed`),
    },
    ...canvasIds(),
    {
      field: 'custom_canvas_enrollment_state',
      value: () => 'active',
      quirk: 'Sent at every privacy level.',
      source,
    },
    { field: 'launch_presentation_width', value: () => '800', quirk: 'Sent with every launch in a frame.', source },
    { field: 'launch_presentation_height', value: () => '400', quirk: 'Sent with every launch in a frame.', source },
    { field: 'tool_consumer_info_product_family_code', value: () => 'canvas', quirk: 'Always canvas.', source },
    { field: 'tool_consumer_info_version', value: () => 'cloud', quirk: 'Always cloud.', source },
    {
      field: 'tool_consumer_instance_guid',
      value: () => `${hexId('canvas.college.example', 40)}.canvas.college.example`,
      quirk: 'An opaque id before the host name.',
      source: seen(`${outbound}; the form of the id is general knowledge, unconfirmed`),
    },
    {
      field: 'tool_consumer_instance_name',
      value: () => 'Sample College Canvas',
      quirk: 'The account’s name.',
      source,
    },
    {
      field: 'tool_consumer_instance_contact_email',
      value: () => 'notifications@canvas.college.example',
      quirk: 'The address Canvas sends its notifications from.',
      source,
    },
    {
      field: 'lis_result_sourcedid',
      value: (facts) => (facts.graded ? (isLearner(facts) ? sourcedId(facts) : null) : undefined),
      quirk: 'Sent to learners only; the ids of tool, course, assignment and user and a signature, joined by hyphens.',
      source: seen(`${outbound}; the form of the id is general knowledge, unconfirmed`),
    },
    {
      field: 'ext_outcome_data_values_accepted',
      value: ({ graded }) => (graded ? 'url,text' : undefined),
      quirk: 'Canvas takes a text or a URL as submission beside the score.',
      source: seen(`${outbound}; the value is general knowledge, unconfirmed`),
    },
  ],
  launchNotes: ({ options, tool, graded }) => [
    {
      field: '',
      quirk: 'White space around the launch URL is stripped, and an empty path is signed as /.',
      source: security,
    },
    {
      field: '',
      quirk: 'A trailing slash of the launch URL is reported to be dropped (issue 935 of Canvas, not fixed).',
      source: seen('Canvas, issue 935'),
    },
    ...(graded
      ? [
          {
            field: 'ext_ims_lis_basic_outcome_url',
            quirk: 'Canvas’s older name for the outcome service URL; added at launch together with it.',
            source,
          },
        ]
      : []),
    ...(options.includes('canvas-legacy-query') && tool.launchUrl.includes('?')
      ? [
          {
            field: '',
            quirk:
              'The query of the launch URL is also in the form and signed once. A tool that follows RFC 5849 counts it twice and refuses the signature.',
            source: security,
          },
        ]
      : []),
  ],
};

function canvasIds(): PresetDefinition['rules'] {
  const rule = (field: string, value: (facts: LaunchFacts) => string, quirk: string) => ({
    field,
    value: (facts: LaunchFacts, { everything }: { everything: boolean }) => (everything ? value(facts) : undefined),
    quirk: `${quirk} Only with the privacy level Public.`,
    source,
  });
  return [
    rule('custom_canvas_user_id', ({ person }) => numericId(person.userId), 'Canvas’s own number of the user.'),
    rule('custom_canvas_user_login_id', ({ person }) => person.username || person.email, 'The login name.'),
    rule('custom_canvas_course_id', ({ course }) => numericId(course.contextId), 'Canvas’s own number of the course.'),
    rule('custom_canvas_api_domain', () => 'canvas.college.example', 'The host for calls of Canvas’s API.'),
  ];
}

function isLearner({ person }: LaunchFacts): boolean {
  return parseRoles(person.roles).roles.some(({ kind, handle }) => kind === 'context' && handle === 'Learner');
}

function sourcedId(facts: LaunchFacts): string {
  const { person, course, placement } = facts;
  return [
    '1',
    numericId(course.contextId),
    numericId(placement.resourceLinkId),
    numericId(person.userId),
    hexId(resultId(facts), 40),
  ].join('-');
}
