import type { LmsPreset } from '../../../protocol/models/lti/lti.ts';
import { inferred, type PresetDefinition, recalled, seen } from './types.ts';

const support = seen('Schoology support, System Management of External Tools (Enterprise), article 201001113');

/** One setting with four values; only name and email address can be shared at all. */
const privacy: LmsPreset['privacy'] = [
  { level: 'anonymous', title: 'Nothing', effect: 'The tool gets an id and roles only.' },
  { level: 'name_only', title: 'Send Name', effect: 'The tool also gets the name.' },
  { level: 'email_only', title: 'Send Email/Username', effect: 'The tool also gets the email address.' },
  { level: 'public', title: 'Send Name and Email/Username', effect: 'The tool gets name and email address.' },
];

export const schoology: PresetDefinition = {
  id: 'schoology',
  title: 'Schoology',
  description:
    'External tool, which Schoology supports for LTI 1.0 and 1.1 only. Its documents say little of what is sent, so most fields are those of a plain launch.',
  knowledge: 'partly',
  privacy,
  options: [],
  rules: [
    {
      field: 'tool_consumer_info_product_family_code',
      value: () => 'schoology',
      quirk: 'The code by which tools tell Schoology from other platforms.',
      source: seen('hypothesis/lms, lms/product/family.py: a tool that reads this field of LTI 1.1 launches'),
    },
    {
      field: 'tool_consumer_instance_name',
      value: () => 'Sample College Schoology',
      quirk: 'The name of the school.',
      source: recalled(),
    },
    {
      field: 'tool_consumer_info_version',
      value: () => null,
      quirk: 'Left out: what a hosted product sends as its version is not known.',
      source: inferred(),
    },
  ],
  launchNotes: () => [
    {
      field: 'user_id',
      quirk: 'Not the id that Schoology’s own API gives the same person: the two cannot be compared.',
      source: seen('edlink/docs, changelog of the API, May 2020'),
    },
    {
      field: 'lis_person_name_full',
      quirk: 'Name and email address are all of a person that Schoology can be told to share.',
      source: support,
    },
    { field: '', quirk: 'All other fields are those of a plain LTI 1.1 launch.', source: inferred() },
  ],
};
