import { guid, numericId } from './shapes.ts';
import { type FieldRule, inferred, type PresetDefinition, recalled, seen } from './types.ts';
import { twoSwitches } from './wording.ts';

const source = seen('the base string of a Brightspace launch quoted in the source of Ximera (2014)');
const named = (field: string, value: FieldRule['value'], quirk: string): FieldRule => ({ field, value, quirk, source });

export const brightspace: PresetDefinition = {
  id: 'brightspace',
  title: 'Brightspace (D2L)',
  description: 'External learning tool link of LTI 1.1.',
  knowledge: 'partly',
  privacy: twoSwitches('Send user name', 'Send user email'),
  options: [],
  rules: [
    named('context_id', ({ course }) => numericId(course.contextId), 'The number of the org unit.'),
    named('context_type', () => '', 'Sent empty. Empty parameters are signed too.'),
    named(
      'launch_presentation_locale',
      ({ person }) => `${(person.locale || 'en-US').toUpperCase()}__`,
      'In capitals with two underscores at the end: EN-US__.',
    ),
    named('launch_presentation_document_target', () => null, 'Not in the launch that was seen.'),
    named('user_image', () => null, 'Not in the launch that was seen.'),
    named(
      'ext_d2l_link_id',
      ({ placement }) => numericId(placement.resourceLinkId),
      'Brightspace’s number of the link.',
    ),
    named(
      'ext_d2l_role',
      ({ person }) => (/Instructor/.test(person.roles) ? '.Instructor' : '.Student'),
      'The name of the role in Brightspace, which institutions define themselves.',
    ),
    named(
      'ext_d2l_username',
      ({ person }, { name }) => (name && person.username !== '' ? person.username : undefined),
      'The login name; taken here to follow the switch for the name.',
    ),
    named(
      'ext_tc_profile_url',
      () => 'https://brightspace.college.example/d2l/api/ext/1.0/lti/tcservices',
      'Always sent.',
    ),
    {
      field: 'tool_consumer_info_product_family_code',
      value: () => 'desire2learn',
      quirk: 'Still the company’s old name; it is also an example in LTI 1.1 §3.',
      source: recalled(),
    },
    {
      field: 'tool_consumer_info_version',
      value: () => null,
      quirk: 'Left out here: no launch that shows its form is known.',
      source: inferred('no launch with this field is known'),
    },
    {
      field: 'tool_consumer_instance_guid',
      value: () => guid('brightspace.college.example'),
      quirk: 'A GUID.',
      source: recalled(),
    },
    named(
      'lis_result_sourcedid',
      ({ graded, person, placement }) =>
        graded ? guid(JSON.stringify([person.userId, placement.resourceLinkId])) : undefined,
      'A GUID.',
    ),
  ],
  launchNotes: () => [
    {
      field: '',
      quirk:
        'ext_d2l_token_id and ext_d2l_token_digest are sent too; they are not made up here, since tools check them with D2L.',
      source,
    },
    {
      field: '',
      quirk: 'The submit button of the form has a name (basiclti_submit) and is signed; here it has none.',
      source,
    },
  ],
};
