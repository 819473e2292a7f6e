import { inferred, type PresetDefinition, recalled } from './types.ts';
import { twoSwitches } from './wording.ts';

/** LTI 1.1 to the letter: no quirk of any product. */
export const plain: PresetDefinition = {
  id: 'plain',
  title: 'Plain LTI 1.1',
  description: 'Every recommended field, as the specification has it.',
  knowledge: 'documented',
  privacy: twoSwitches('Name', 'Email'),
  options: [],
  rules: [],
  launchNotes: () => [],
};

export const schoology: PresetDefinition = {
  id: 'schoology',
  title: 'Schoology',
  description: 'LTI 1.1 app. Little is known of what it sends, so the launch is a plain one under its name.',
  knowledge: 'generic',
  privacy: twoSwitches('Send name', 'Send email'),
  options: [],
  rules: [
    {
      field: 'tool_consumer_info_product_family_code',
      value: () => 'schoology',
      quirk: 'Set so that a tool that looks at it takes the launch for one of Schoology.',
      source: recalled(),
    },
    {
      field: 'tool_consumer_instance_name',
      value: () => 'Sample College Schoology',
      quirk: 'The name of the school.',
      source: inferred(),
    },
    {
      field: 'tool_consumer_info_version',
      value: () => null,
      quirk: 'Left out: what a hosted product sends as its version is not known.',
      source: inferred(),
    },
  ],
  launchNotes: () => [
    { field: '', quirk: 'All other fields are those of a plain LTI 1.1 launch.', source: inferred() },
  ],
};
