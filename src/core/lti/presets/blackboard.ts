import { parseRoles } from '../roles.ts';
import { guid, hexId, numericId } from './shapes.ts';
import { type PresetDefinition, seen } from './types.ts';
import { twoSwitches } from './wording.ts';

const source = seen('Blackboard, Caliper documentation, sample of an LTI event');
const recorded = seen('LTI 1.1 launches of Blackboard Learn 3900 in public repositories');
const version = '3900.100.0-rel.10+0000000';
const host = 'https://learn.college.example';

export const blackboard: PresetDefinition = {
  id: 'blackboard',
  title: 'Blackboard Learn',
  description: 'LTI 1.1 placement in a course.',
  knowledge: 'partly',
  privacy: twoSwitches('Send Name', 'Send Email Address'),
  options: [],
  rules: [
    {
      field: 'user_id',
      value: ({ person }) => hexId(person.userId, 32),
      quirk: 'An id of 32 hex digits, not the primary key.',
      source,
    },
    {
      field: 'context_id',
      value: ({ course }) => hexId(course.contextId, 32),
      quirk: 'An id of 32 hex digits, not the primary key (_274_1).',
      source: recorded,
    },
    {
      field: 'resource_link_id',
      value: ({ placement }) => `_${numericId(placement.resourceLinkId)}_1`,
      quirk: 'Built on the primary key, as _274_1.',
      source: recorded,
    },
    {
      field: 'roles',
      value: ({ person }) =>
        parseRoles(person.roles)
          .roles.map(({ urn, text }) => urn ?? text)
          .join(','),
      quirk: 'Full URNs, context roles too.',
      source: recorded,
    },
    {
      field: 'lis_person_sourcedid',
      value: ({ person }, { name }) => (name ? person.username || undefined : undefined),
      quirk: 'The batch UID, by default the login name.',
      source,
    },
    {
      field: 'context_type',
      value: () => null,
      quirk: 'Not in the launches that were seen.',
      source: recorded,
    },
    {
      field: 'launch_presentation_locale',
      value: ({ person }) => person.locale || 'en-US',
      quirk: 'Always sent, with a hyphen.',
      source,
    },
    {
      field: 'ext_lms',
      value: () => `bb-${version}`,
      quirk: 'Blackboard’s own parameter: bb- and the version.',
      source,
    },
    {
      field: 'ext_launch_id',
      value: (facts) => guid(JSON.stringify([facts.person.id, facts.placement.id])),
      quirk: 'An id of the launch; new with every launch there, here the same for person and link.',
      source,
    },
    {
      field: 'custom_tc_profile_url',
      value: () => `${host}/learn/api/v1/lti/profile?lti_version=LTI-1p0`,
      quirk: 'Sent although nobody configured it, and it holds ? and =.',
      source,
    },
    {
      field: 'custom_caliper_profile_url',
      value: ({ placement }) =>
        `${host}/learn/api/v1/telemetry/caliper/profile/_${numericId(placement.resourceLinkId)}_1`,
      quirk: 'Sent although nobody configured it.',
      source,
    },
    {
      field: 'ext_launch_presentation_css_url',
      value: () => `${host}/common/shared.css,${host}/themes/as_2015/theme.css`,
      quirk: 'Two URLs joined by a comma, under an ext_ name.',
      source,
    },
    {
      field: 'tool_consumer_info_product_family_code',
      value: () => 'BlackboardLearn',
      quirk: 'Without a space.',
      source,
    },
    { field: 'tool_consumer_info_version', value: () => version, quirk: 'Release and build.', source },
    {
      field: 'tool_consumer_instance_guid',
      value: () => hexId('learn.college.example', 32),
      quirk: 'An id of 32 hex digits, not a host name.',
      source,
    },
    {
      field: 'tool_consumer_instance_name',
      value: () => 'Sample College',
      quirk: 'The name of the institution.',
      source,
    },
    {
      field: 'tool_consumer_instance_description',
      value: () => 'Sample College',
      quirk: 'The same as the name.',
      source,
    },
    {
      field: 'tool_consumer_instance_contact_email',
      value: () => 'admin@learn.college.example',
      quirk: 'The administrator’s address.',
      source,
    },
  ],
  launchNotes: () => [
    {
      field: 'launch_presentation_return_url',
      quirk:
        'Blackboard’s own return URL has a query (launch_id, link_id, launch_time), so a tool has to append with &.',
      source,
    },
  ],
};
